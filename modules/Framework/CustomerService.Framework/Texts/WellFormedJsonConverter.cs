using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerService.Framework.Texts;

/// <summary>
/// Reads and writes strings well-formed. Escaped halves of characters, which System.Text.Json refuses, are read too: a
/// program that cut a text in the wrong place still has something to say.
/// </summary>
public sealed class WellFormedJsonConverter : JsonConverter<string>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Text(ref reader) : throw new JsonException();

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Text(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WellFormed.Of(value));

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(WellFormed.Of(value));

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return WellFormed.Of(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return WellFormed.Of(Unescape(Decode(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan)));
        }
    }

    /// <exception cref="JsonException">Bytes of another encoding: what was meant cannot be known, so nothing is guessed.</exception>
    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new JsonException();
        }
    }

    /// <summary>The reader has checked that each backslash is followed by what JSON allows.</summary>
    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
            }
            else if (raw[++i] == 'u')
            {
                text.Append((char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(
                    raw[i] switch
                    {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        'b' => '\b',
                        'f' => '\f',
                        var itself => itself,
                    }
                );
            }
        }

        return text.ToString();
    }
}
