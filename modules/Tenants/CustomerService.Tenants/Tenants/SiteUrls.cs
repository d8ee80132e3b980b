using CustomerService.Framework.Emailing;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Tenants;

/// <summary>
/// Addresses for mails and redirects. Never made from a request's Host header: whoever forges one would receive other
/// people's links.
/// </summary>
internal sealed class SiteUrls(ICurrentTenant tenant, TenantDirectory tenants, IOptions<TenancyOptions> options, IServiceProvider services)
    : ISiteUrls,
        ISingletonDependency
{
    private readonly TenancyOptions _options = options.Value;

    public async Task<string> AbsoluteAsync(string path, CancellationToken cancellationToken = default)
    {
        var entry = tenant.Id is { } id ? await tenants.FindEntryAsync(id, cancellationToken) : null;
        return entry is not null && tenants.DomainOf(entry) is { } domain ? On(domain, path) : Absolute(entry?.Info.Slug, path);
    }

    public string Absolute(string? slug, string path) => On(slug is null ? _options.HostName : $"{slug}.{_options.HostName}", path);

    private string On(string host, string path)
    {
        var origin = Origin();
        return $"{origin.Scheme}://{host}{(origin.IsDefaultPort ? "" : ":" + origin.Port)}{path}";
    }

    private Uri Origin()
    {
        var configured =
            _options.PublicUrl ?? services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();

        // A server may listen on "http://*:5000" or "http://[::]:5000"; only scheme and port matter here.
        return Uri.TryCreate(
            configured?.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal),
            UriKind.Absolute,
            out var uri
        )
            ? uri
            : new Uri("http://localhost:5000");
    }
}
