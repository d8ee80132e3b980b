using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Knowledge.Transfer;

/// <summary>The groups that articles may be for; none where no module has any.</summary>
internal sealed class GroupNames(IEnumerable<IAgentGroupProvider> groups) : ITransientDependency
{
    public async Task<IReadOnlyDictionary<Guid, string>> GetAsync(CancellationToken cancellationToken) =>
        groups.FirstOrDefault() is { } provider ? await provider.GetNamesAsync(cancellationToken) : new Dictionary<Guid, string>();
}
