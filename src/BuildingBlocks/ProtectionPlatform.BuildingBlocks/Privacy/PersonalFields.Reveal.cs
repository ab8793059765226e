using System.Text.Json;

namespace ProtectionPlatform.BuildingBlocks.Privacy;

/// <summary>Plain JSON of what is sealed at a path of an event; null when its key is destroyed.</summary>
internal delegate byte[]? OpenSealed(Guid person, string path, string text);

internal sealed partial class PersonalFields
{
    /// <summary>Puts each value in the place of its sealed form, and what stands for an erased one where it cannot be opened any more. Everything else stays as it is, byte for byte.</summary>
    /// <param name="data">JSON in UTF-8.</param>
    public static byte[] Reveal(ReadOnlySpan<byte> data, OpenSealed open)
    {
        var revealing = new Revealing(data, open);
        var reader = new Utf8JsonReader(data);
        reader.Read();
        revealing.Walk(ref reader, "", member: null);
        return revealing.ToEnd();
    }

    private ref struct Revealing(ReadOnlySpan<byte> data, OpenSealed open)
    {
        private readonly ReadOnlySpan<byte> data = data;
        private readonly List<byte> told = new(data.Length);
        private int copied;

        /// <param name="at">On the first token of a value; afterwards on its last.</param>
        /// <param name="member">Where the name of the member begins whose value it is.</param>
        public void Walk(ref Utf8JsonReader at, string path, int? member)
        {
            if (at.TokenType == JsonTokenType.StartArray)
            {
                for (var i = 0; at.Read() && at.TokenType != JsonTokenType.EndArray; i++)
                    if (at.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) Walk(ref at, $"{path}[{i}]", member: null);
            }
            else if (at.TokenType == JsonTokenType.StartObject && SealedValue(at) is var (person, form, text))
            {
                var from = (int)at.TokenStartIndex;
                at.Skip();
                Replace(from, (int)at.BytesConsumed, open(person, path, text) ?? WhenErased(form), member);
            }
            else if (at.TokenType == JsonTokenType.StartObject)
            {
                while (at.Read() && at.TokenType != JsonTokenType.EndObject)
                {
                    var name = at;
                    at.Read();
                    if (at.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) Walk(ref at, $"{path}.{name.GetString()}", (int)name.TokenStartIndex);
                }
            }
        }

        public readonly byte[] ToEnd()
        {
            told.AddRange(data[copied..]);
            return [.. told];
        }

        /// <summary>An object of two members, a person and a text under a name that tells its form.</summary>
        private static (Guid Person, string Form, string Text)? SealedValue(Utf8JsonReader at)
        {
            (Guid? person, string? form, string? text) = (null, null, null);
            while (at.Read() && at.TokenType == JsonTokenType.PropertyName)
            {
                if (at.ValueSpan is not [(byte)'$', ..]) return null;
                var name = at.GetString()!;
                if (!at.Read() || at.TokenType != JsonTokenType.String) return null;
                if (name == PersonMember) person = at.GetGuid();
                else if (form is null) (form, text) = (name, at.GetString());
                else return null;
            }

            return person is { } of && form is not null ? (of, form, text!) : null;
        }

        private void Replace(int from, int to, byte[]? by, int? member)
        {
            if (by is null && member is { } name)
            {
                LeaveOut(name, to);
                return;
            }

            told.AddRange(data[copied..from]);
            told.AddRange(by ?? "null"u8);
            copied = to;
        }

        /// <summary>A member with nothing in it goes with the comma after it, or, as the last one, with the comma before it.</summary>
        private void LeaveOut(int from, int to)
        {
            told.AddRange(data[copied..from]);
            var rest = data[to..].TrimStart((byte)' ');
            if (rest is [(byte)',', ..]) rest = rest[1..].TrimStart((byte)' ');
            else while (told[^1] is (byte)' ' or (byte)',') told.RemoveAt(told.Count - 1);
            copied = data.Length - rest.Length;
        }
    }
}
