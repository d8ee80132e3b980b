using System.Net;
using CustomerService.Framework.Modularity;
using DnsClient;
using Microsoft.Extensions.Configuration;

namespace CustomerService.Tenants.Domains;

/// <summary>
/// Asks the machine's name servers, or <c>Dns:Server</c> (address or address:port). Nothing is cached: a proof is looked up anew.
/// </summary>
internal sealed class DnsTextResolver(IConfiguration configuration) : IDnsTextResolver, ISingletonDependency
{
    private const int Port = 53;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        var servers = Servers();
        if (servers.Length == 0)
        {
            return null;
        }

        var client = new LookupClient(
            new LookupClientOptions(servers)
            {
                Timeout = Patience,
                Retries = 0,
                UseCache = false,
                ContinueOnDnsError = true,
            }
        );
        try
        {
            var answer = await client.QueryAsync(name, QueryType.TXT, cancellationToken: cancellationToken);
            return answer.Header.ResponseCode switch
            {
                DnsHeaderResponseCode.NoError => [.. answer.Answers.TxtRecords().Select(r => string.Concat(r.Text))],
                DnsHeaderResponseCode.NotExistentDomain => [],
                _ => null,
            };
        }
        catch (DnsResponseException)
        {
            // Silence, or no answer that makes sense.
            return null;
        }
    }

    /// <summary>Never a public one that nobody has set: it would learn our tenants' names.</summary>
    private NameServer[] Servers() =>
        IPEndPoint.TryParse(configuration["Dns:Server"] ?? "", out var set)
            ? [new NameServer(set.Address, set.Port == 0 ? Port : set.Port)]
            : [.. NameServer.ResolveNameServers(fallbackToGooglePublicDns: false)];
}
