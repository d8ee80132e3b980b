namespace CustomerService.Web.Demo;

/// <summary>Lays in the demo tenants; does nothing where they exist.</summary>
internal interface IDemoSeeder
{
    Task SeedAsync(CancellationToken cancellationToken = default);
}
