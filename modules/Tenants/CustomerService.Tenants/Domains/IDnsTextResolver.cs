namespace CustomerService.Tenants.Domains;

/// <summary>The border to the DNS.</summary>
internal interface IDnsTextResolver
{
    /// <returns>The TXT records of the name, empty when the DNS says that there are none; null when it gave no answer.</returns>
    Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancellationToken = default);
}
