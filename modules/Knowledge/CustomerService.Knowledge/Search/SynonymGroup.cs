using CustomerService.Framework.Entities;

namespace CustomerService.Knowledge.Search;

/// <summary>Words of one tenant that mean the same to those who ask, with commas between them.</summary>
internal sealed class SynonymGroup : TenantAggregateRoot
{
    private SynonymGroup() { }

    public SynonymGroup(string words) => Words = words;

    public string Words { get; private set; } = "";
}
