using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.SignUps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Tenants;

/// <summary>
/// Opens a tenant: its row first, so that the slug is won or lost at once; then everything of its template in one
/// transaction; only then it can be reached.
/// </summary>
internal sealed class TenantManager(TenantScope scope, TenantDirectory directory, PlanDirectory plans, TimeProvider time)
    : ISingletonDependency
{
    /// <summary>A tenant that is still being made after this long was left behind by a killed process; its slug is free again.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <param name="signUp">How a stranger came here; null when the operator makes the tenant.</param>
    public async Task<TenantInfo> CreateAsync(CreateTenant input, TenantSignUp? signUp, CancellationToken cancellationToken)
    {
        var plan = input.IsDemo ? await plans.GetLastAsync(cancellationToken) : await plans.GetFirstAsync(cancellationToken);
        var tenant = new Tenant(input.Slug, input.Name, input.Language, input.TimeZone, input.Template, plan.Id) { SignUp = signUp };
        tenant.Paint(
            input.Accent ?? tenant.Accent,
            input.Banner is null ? [] : new Dictionary<string, string> { [input.Language] = input.Banner }
        );
        if (input.IsVerified)
        {
            tenant.Verify();
        }

        if (
            input.WantedPlan is { } key
            && (await plans.GetOfferedAsync(cancellationToken)).FirstOrDefault(p => p.Plan.Key == key) is { } wanted
        )
        {
            tenant.Want(wanted.Id);
        }

        await ReserveAsync(tenant, input.IsDemo ? TimeSpan.Zero : Abandoned, cancellationToken);
        try
        {
            await scope.RunAsync(tenant.Id, provider => SeedAsync(provider, tenant, input, cancellationToken), cancellationToken);
        }
        catch
        {
            await RemoveAsync(tenant.Id);
            throw;
        }

        await directory.ForgetAsync();
        return (await directory.FindAsync(tenant.Id, cancellationToken))!;
    }

    private async Task ReserveAsync(Tenant tenant, TimeSpan patience, CancellationToken cancellationToken)
    {
        var abandoned = time.GetUtcNow().UtcDateTime - patience;
        await scope.RunAsync(
            null,
            provider =>
                Tenants(provider)
                    .Where(t => t.Slug == tenant.Slug && t.State == TenantState.Creating && t.CreationTime < abandoned)
                    .ExecuteDeleteAsync(cancellationToken),
            cancellationToken
        );
        if (await IsTakenAsync(tenant.Slug, cancellationToken))
        {
            throw Taken(tenant.Slug);
        }

        try
        {
            await scope.RunAsync(
                null,
                provider =>
                {
                    provider.GetRequiredService<CustomerServiceDbContext>().Add(tenant);
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        }
        catch (DbUpdateException)
        {
            if (await IsTakenAsync(tenant.Slug, cancellationToken))
            {
                throw Taken(tenant.Slug);
            }

            throw;
        }
    }

    public Task<bool> IsTakenAsync(string slug, CancellationToken cancellationToken) =>
        scope.RunAsync(null, provider => Tenants(provider).AnyAsync(t => t.Slug == slug, cancellationToken), cancellationToken);

    private async Task SeedAsync(IServiceProvider provider, Tenant tenant, CreateTenant input, CancellationToken cancellationToken)
    {
        await provider.GetRequiredService<IUnitOfWorkManager>().Current!.BeginTransactionAsync(cancellationToken);
        var context = new DataSeedContext(
            tenant.Id,
            input.Template,
            input.Language,
            input.TimeZone,
            time.GetUtcNow().UtcDateTime,
            input.IsDemo
        )
        {
            Properties =
            {
                [SeedProperties.CompanyNames] = new[] { input.Name, input.Slug },
                [SeedProperties.AdminName] = input.AdminName,
                [SeedProperties.AdminEmail] = input.AdminEmail,
                [SeedProperties.AdminPassword] = input.AdminPassword,
                [SeedProperties.IsVerified] = input.IsVerified,
                [SeedProperties.WithSamples] = input.WithSamples,
            },
        };
        foreach (var contributor in provider.GetServices<IDataSeedContributor>())
        {
            await contributor.SeedAsync(context, cancellationToken);
        }

        (await Tenants(provider).FirstAsync(t => t.Id == tenant.Id, cancellationToken)).Open();
    }

    private Task RemoveAsync(Guid id) => scope.RunAsync(null, provider => Tenants(provider).Where(t => t.Id == id).ExecuteDeleteAsync());

    private static DbSet<Tenant> Tenants(IServiceProvider provider) =>
        provider.GetRequiredService<CustomerServiceDbContext>().Set<Tenant>();

    private static BusinessException Taken(string slug) => BusinessException.Conflict(TenantsErrorCodes.SlugTaken).WithData("Slug", slug);
}
