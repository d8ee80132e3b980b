namespace CustomerService.Framework.Data;

/// <summary>Gives a new tenant its first data. All contributors run in one transaction, in the order of their modules.</summary>
public interface IDataSeedContributor
{
    Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default);
}

/// <param name="TenantId">The tenant to seed; the current tenant is already changed to it.</param>
/// <param name="Template">Industry template, one of <c>TenantTemplates</c>.</param>
/// <param name="Language">The tenant's first language: <c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="IsDemo">Also lay in what only a demo tenant has (further articles).</param>
public sealed record DataSeedContext(Guid TenantId, string Template, string Language, string TimeZone, DateTime Now, bool IsDemo)
{
    /// <summary>What a contributor leaves for later ones, such as the ids of the groups it made.</summary>
    public IDictionary<string, object> Properties { get; } = new Dictionary<string, object>();
}
