using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProtectionPlatform.Indicators;

internal enum Direction
{
    Up,
    Down,
    Keep,
    Watch,
}

internal enum IndicatorKind
{
    Percent,
    Rate,
    Count,
    Checklist,
    YesNo,
    Median,
}

internal enum Operator
{
    Lt,
    Le,
    Ge,
    Gt,
    Eq,
}

/// <summary>How much the source of a row was seen: read, second-hand, from memory (unverified), our own design.</summary>
internal enum Verification
{
    V,
    S,
    M,
    D,
}

/// <summary>A figure against its target.</summary>
internal enum FigureStatus
{
    Met,
    NotMet,
    NoData,

    /// <summary>Fewer than five of something: not for readers outside the organisation.</summary>
    Suppressed,
}

/// <summary>A target of one year.</summary>
internal sealed record YearTarget(int Year, Operator Operator, decimal Value);

/// <summary>A decimal number as text, or as a JSON number; at most 12 digits before and 4 after the point, never below zero.</summary>
[JsonConverter(typeof(Reader))]
internal readonly record struct Amount(decimal Value)
{
    private const decimal TooLarge = 1_000_000_000_000m;

    public static bool TryParse(string? text, out Amount amount)
    {
        amount = default;
        if (text is not { Length: > 0 and <= 17 } || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[^1])
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value >= TooLarge || value.Scale > 4) return false;
        amount = new Amount(value);
        return true;
    }

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private sealed class Reader : JsonConverter<Amount>
    {
        public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
                _ => null,
            };
            return TryParse(text, out var amount) ? amount : throw new JsonException("not a decimal number");
        }

        public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

/// <summary>The period of a figure: a calendar year ("2026") or a school year, 1 September to 31 August ("2025-2026").</summary>
internal readonly record struct Period(int FirstYear, bool IsSchoolYear)
{
    /// <summary>The year whose target it is held against: a school year counts for the year it ends in.</summary>
    public int TargetYear => IsSchoolYear ? FirstYear + 1 : FirstYear;

    public DateOnly FirstDay => IsSchoolYear ? new(FirstYear, 9, 1) : new(FirstYear, 1, 1);

    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (text is not { Length: 4 or 9 } || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var first) || first is < 2000 or > 2100) return false;
        if (text.Length == 9 && (text[4] != '-' || !int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var second) || second != first + 1)) return false;
        period = new Period(first, text.Length == 9);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FirstYear}") + (IsSchoolYear ? string.Create(CultureInfo.InvariantCulture, $"-{FirstYear + 1}") : "");
}

/// <summary>An indicator as a decision needs it.</summary>
internal sealed record IndicatorFacts(string Code, IndicatorKind Kind, Direction Direction, int Scale, bool IsBySchoolYear, bool Computed);
