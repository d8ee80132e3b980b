namespace CustomerService.Identity.Tokens;

/// <summary>Filter and key of the list of tokens, which ends with those that were revoked.</summary>
internal static class ApiTokenQuery
{
    private const string Revoked = "revoked ";

    public static string KeyOf(ApiTokenDto last) => $"{(last.IsRevoked ? Revoked : "")}{last.Id:N}";

    public static IQueryable<ApiToken> Filter(IQueryable<ApiToken> tokens, GetApiTokensInput input)
    {
        if (!string.IsNullOrWhiteSpace(input.Search))
        {
            var words = input.Search.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL lower()
            tokens = tokens.Where(t => t.Name.ToLower().Contains(words) || t.Prefix.ToLower().Contains(words));
#pragma warning restore CA1304, CA1311, CA1862
        }

        var isRevoked = input.After?.StartsWith(Revoked, StringComparison.Ordinal) ?? false;
        if (!Guid.TryParse(isRevoked ? input.After![Revoked.Length..] : input.After, out var after))
        {
            return tokens;
        }

        // Ids are made in the order of time.
        return isRevoked
            ? tokens.Where(t => t.RevokedAt != null && t.Id.CompareTo(after) < 0)
            : tokens.Where(t => t.RevokedAt != null || t.Id.CompareTo(after) < 0);
    }
}
