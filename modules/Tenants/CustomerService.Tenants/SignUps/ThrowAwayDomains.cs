using System.Collections.Frozen;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.SignUps;

/// <summary>Mailboxes that are thrown away after one mail. The operator adds domains and lets others pass.</summary>
internal sealed class ThrowAwayDomains(IOptions<SignUpOptions> options) : ISingletonDependency
{
    private static readonly FrozenSet<string> Known = Read();

    /// <summary>Names under a listed domain count as it; the longest name that somebody has decided about decides.</summary>
    public bool Contains(string address)
    {
        var (allowed, blocked) = (options.Value.AllowedDomains, options.Value.BlockedDomains);
        for (var name = address[(address.LastIndexOf('@') + 1)..]; name.Contains('.', StringComparison.Ordinal); name = ParentOf(name))
        {
            if (allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return false;
            }

            if (Known.Contains(name) || blocked.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string ParentOf(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(
            typeof(ThrowAwayDomains).Assembly.GetManifestResourceStream("SignUps/Data/ThrowAwayDomains.txt")!
        );
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
