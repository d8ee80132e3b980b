using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Search;

/// <summary>The tenant's own synonyms, beside those that come with the product. They count from the next question on.</summary>
public interface ISynonymAppService : IApplicationService
{
    Task<IReadOnlyList<string>> GetAsync(CancellationToken cancellationToken = default);

    Task SetAsync(SetSynonymsInput input, CancellationToken cancellationToken = default);
}

public sealed class SetSynonymsInput
{
    /// <summary>Each a group: words that mean the same to those who ask, with commas between them.</summary>
    [MaxLength(KnowledgeLimits.SynonymGroups)]
    public List<string> Groups { get; set; } = [];
}
