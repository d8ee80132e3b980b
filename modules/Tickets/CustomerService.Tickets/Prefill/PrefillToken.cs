using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerService.Tickets.Prefill;

/// <summary>
/// <c>base64url(JSON).base64url(HMAC-SHA256(secret, "prefill." + type + "." + base64url(JSON)))</c>: what stands in the
/// address, so that any language makes it in a few
/// lines. The type is signed too: a link cannot be turned into another form's.
/// </summary>
internal sealed record PrefillToken
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("exp"), JsonRequired]
    public long Expires { get; init; }

    public string? Subject { get; init; }

    public Dictionary<string, string>? Fields { get; init; }

    public IReadOnlyList<string>? Editable { get; init; }

    public string Write(string secret, string type)
    {
        var payload = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, Json));
        return $"{payload}.{Base64Url.EncodeToString(Sign(secret, type, payload))}";
    }

    /// <returns>null when it is not what was signed with one of the secrets for this type.</returns>
    public static PrefillToken? Read(IEnumerable<string> secrets, string type, string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 2 || token.Length > PrefillLimits.Token)
        {
            return null;
        }

        try
        {
            var signature = Base64Url.DecodeFromChars(parts[1]);
            return secrets.Any(secret => CryptographicOperations.FixedTimeEquals(signature, Sign(secret, type, parts[0])))
                ? JsonSerializer.Deserialize<PrefillToken>(Base64Url.DecodeFromChars(parts[0]), Json)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or CryptographicException)
        {
            // The last one: the keys are gone that the secret was stored with. The form opens empty, and says so.
            return null;
        }
    }

    private static byte[] Sign(string secret, string type, string payload) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"prefill.{type}.{payload}"));
}
