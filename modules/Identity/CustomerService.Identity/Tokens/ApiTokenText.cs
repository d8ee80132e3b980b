using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CustomerService.Identity.Tokens;

/// <summary><c>cs_{tenant}_{32 random bytes}</c>: the tenant is known before anything is looked up.</summary>
internal sealed record ApiTokenText(Guid TenantKey, string Secret)
{
    private const string Mark = "cs_";
    private const int SecretBytes = 32;
    private const int GuidLength = 32;
    private const int PrefixLength = 6;

    public string Prefix => Secret[..PrefixLength];

    public string Hash => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())));

    public static ApiTokenText Create(Guid tenantKey) =>
        new(tenantKey, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    public static ApiTokenText? Parse(string? text)
    {
        var secretAt = Mark.Length + GuidLength + 1;
        return
            text is not null
            && text.StartsWith(Mark, StringComparison.Ordinal)
            && text.Length == secretAt + Base64Url.GetEncodedLength(SecretBytes)
            && text[secretAt - 1] == '_'
            && Guid.TryParseExact(text.AsSpan(Mark.Length, GuidLength), "N", out var tenantKey)
            ? new ApiTokenText(tenantKey, text[secretAt..])
            : null;
    }

    /// <summary>From the Authorization header; null when it holds no bearer token of ours.</summary>
    public static ApiTokenText? FromHeader(string? authorization) =>
        IsBearer(authorization) ? Parse(authorization![BearerPrefix.Length..].Trim()) : null;

    public static bool IsBearer(string? authorization) =>
        authorization?.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) == true;

    private const string BearerPrefix = "Bearer ";

    public override string ToString() => $"{Mark}{TenantKey:N}_{Secret}";
}
