using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ProtectionPlatform.Ledger;

/// <summary>
/// The canonical form of RFC 8785 for the values the record may hold: objects, arrays, strings, integers within ±2⁵³, true, false, null.
/// Fractions and exponents are refused: PostgreSQL's jsonb rewrites them, so a digest over them would not survive storage.
/// </summary>
public static class CanonicalJson
{
    private const long LargestExactInteger = 9_007_199_254_740_992;

    /// <summary>UTF-8 bytes of the canonical form.</summary>
    /// <exception cref="FormatException">A number is no exact integer, a name stands twice in an object, or text holds a lone surrogate.</exception>
    public static byte[] Canonicalize(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Canonicalize(JsonElement)"/>
    /// <exception cref="JsonException">The bytes are not one JSON value.</exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var value = JsonElement.ParseValue(ref reader);
        reader.Read(); // throws when something follows the value: a digest must not pass over it
        return Canonicalize(value);
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> output)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                output.Write("{"u8);
                string? before = null;
                // RFC 8785 sorts names by UTF-16 code units, which is what ordinal comparison does.
                foreach (var member in value.EnumerateObject().Select(m => (Name: Text(() => m.Name), m.Value)).OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    if (before is not null) output.Write(","u8);
                    if (member.Name == before) throw new FormatException("A name stands twice in an object.");
                    before = member.Name;
                    WriteString(member.Name, output);
                    output.Write(":"u8);
                    Write(member.Value, output);
                }

                output.Write("}"u8);
                break;
            case JsonValueKind.Array:
                output.Write("["u8);
                for (var i = 0; i < value.GetArrayLength(); i++)
                {
                    if (i > 0) output.Write(","u8);
                    Write(value[i], output);
                }

                output.Write("]"u8);
                break;
            case JsonValueKind.String:
                WriteString(Text(() => value.GetString()!), output);
                break;
            case JsonValueKind.Number:
                if (!value.TryGetInt64(out var number) || number is > LargestExactInteger or < -LargestExactInteger)
                    throw new FormatException($"{value.GetRawText()} is no exact integer.");
                output.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Null:
                output.Write("null"u8);
                break;
            default:
                throw new FormatException($"A {value.ValueKind} has no canonical form.");
        }
    }

    /// <summary>.NET refuses to make a string of an escaped lone surrogate or of bytes that are not UTF-8.</summary>
    private static string Text(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("Text holds a lone surrogate.", e);
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static void WriteString(string text, ArrayBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        try
        {
            output.Write(StrictUtf8.GetBytes(escaped.Append('"').ToString()));
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException("Text holds a lone surrogate.", e);
        }
    }
}
