using System.Globalization;
using System.Net;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Domains;

internal sealed class DomainAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    ICurrentTenant currentTenant,
    TenantDirectory directory,
    DomainProof proof,
    IOptions<TenancyOptions> options,
    IFeatureChecker features,
    TimeProvider time
) : IDomainAppService
{
    [Authorize(TenantsPermissions.Settings)]
    public async Task<DomainDto> GetAsync(CancellationToken cancellationToken = default)
    {
        var tenant = await TenantAsync(cancellationToken);
        return new DomainDto(
            tenant.Domain,
            tenant.DomainStateAt(time.GetUtcNow().UtcDateTime),
            DomainProof.RecordName(tenant.Domain ?? ""),
            DomainProof.RecordValue(tenant.DomainToken ?? ""),
            $"{tenant.Slug}.{options.Value.HostName}",
            tenant.DomainCheckedAt
        );
    }

    [Authorize(TenantsPermissions.Settings)]
    public async Task SetAsync(SetDomainInput input, CancellationToken cancellationToken = default)
    {
        var domain = Normalize(input.Domain);
        var tenant = await TenantAsync(cancellationToken);
        if (tenant.Domain == domain)
        {
            return;
        }

        await features.RequireAsync(TenantFeatures.OwnDomain.Name, cancellationToken);

        // Asking is no proof: who only asked neither keeps the owner out nor is driven out by the next one who asks.
        if (await db.Set<Tenant>().AnyAsync(t => t.Domain == domain && t.DomainProvenAt != null, cancellationToken))
        {
            throw BusinessException.Conflict(TenantsErrorCodes.DomainTaken).WithData("Domain", domain);
        }

        tenant.AskForDomain(domain);
        unitOfWorkManager.Current!.OnCompleted(directory.ForgetAsync);
    }

    [Authorize(TenantsPermissions.Settings)]
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        await proof.CheckAsync(await TenantAsync(cancellationToken), cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(directory.ForgetAsync);
    }

    [Authorize(TenantsPermissions.Settings)]
    public async Task RemoveAsync(CancellationToken cancellationToken = default)
    {
        (await TenantAsync(cancellationToken)).LeaveDomain();
        unitOfWorkManager.Current!.OnCompleted(directory.ForgetAsync);
    }

    /// <summary>As the DNS writes it. Never a name of this installation: those have their owners.</summary>
    private string Normalize(string typed)
    {
        try
        {
            var domain = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(typed.Trim().TrimEnd('.').ToLowerInvariant());
            var isOurs =
                domain == options.Value.HostName || domain.EndsWith("." + options.Value.HostName, StringComparison.OrdinalIgnoreCase);
            return domain.Contains('.', StringComparison.Ordinal) && !isOurs && !IPAddress.TryParse(domain, out _)
                ? domain
                : throw Malformed();
        }
        catch (ArgumentException)
        {
            throw Malformed();
        }
    }

    private static BusinessException Malformed() => new(TenantsErrorCodes.DomainMalformed);

    private async Task<Tenant> TenantAsync(CancellationToken cancellationToken) =>
        await db.Set<Tenant>().FirstOrDefaultAsync(t => t.Id == currentTenant.Id, cancellationToken)
        ?? throw BusinessException.NotFound(TenantsErrorCodes.OnlyOnTenantHost);
}

/// <summary>The one place that decides whether a domain is a company's.</summary>
internal sealed class DomainProof(CustomerServiceDbContext db, IDnsTextResolver dns, TimeProvider time) : ITransientDependency
{
    public static string RecordName(string domain) => "_customer-service." + domain;

    public static string RecordValue(string token) => "customer-service=" + token;

    public async Task CheckAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (tenant is { Domain: { } domain, DomainToken: { } token })
        {
            var texts = await dns.FindAsync(RecordName(domain), cancellationToken);
            var isProven = texts?.Contains(RecordValue(token));

            // Of two who ask, the first to prove it has it, until its own record is gone.
            if (isProven == true && await IsAnothersAsync(tenant, domain, cancellationToken))
            {
                isProven = false;
            }

            tenant.HearOfDomain(isProven, time.GetUtcNow().UtcDateTime);
        }
    }

    private Task<bool> IsAnothersAsync(Tenant tenant, string domain, CancellationToken cancellationToken) =>
        db.Set<Tenant>().AnyAsync(t => t.Id != tenant.Id && t.Domain == domain && t.DomainProvenAt != null, cancellationToken);
}

/// <summary>Looks again: a domain that was sold, or whose record was taken away, is not served any longer.</summary>
internal sealed class DomainWorker(IServiceScopeFactory scopes, ICurrentTenant currentTenant, TenantDirectory directory)
    : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "tenants.domains";

    public override string CronExpression => "*/10 * * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        using var host = currentTenant.Change(null);
        foreach (
            var id in await RunAsync(db => db.Set<Tenant>().Where(t => t.Domain != null).Select(t => t.Id).ToListAsync(cancellationToken))
        )
        {
            await using var scope = scopes.CreateAsyncScope();
            await using var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWorkManager>().Begin();
            var tenant = await scope
                .ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
                .Set<Tenant>()
                .FirstAsync(t => t.Id == id, cancellationToken);
            await scope.ServiceProvider.GetRequiredService<DomainProof>().CheckAsync(tenant, cancellationToken);
            await unitOfWork.CompleteAsync(cancellationToken);
            await directory.ForgetAsync();
        }
    }

    private async Task<T> RunAsync<T>(Func<CustomerServiceDbContext, Task<T>> ask)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>());
    }
}
