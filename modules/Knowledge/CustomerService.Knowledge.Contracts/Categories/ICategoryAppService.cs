using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Categories;

public interface ICategoryAppService : IApplicationService
{
    /// <summary>The categories that the asker may know of, in tree order, parents before their children.</summary>
    Task<IReadOnlyList<CategoryDto>> GetAllAsync(CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(SaveCategoryInput input, CancellationToken cancellationToken = default);

    /// <summary>A key that it leaves goes on leading to it. Who may read what is in it changes at once.</summary>
    Task UpdateAsync(Guid id, SaveCategoryInput input, CancellationToken cancellationToken = default);

    /// <summary>Changes places with the sister before or after it.</summary>
    Task MoveAsync(Guid id, bool up, CancellationToken cancellationToken = default);

    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <param name="Name">In the reader's language.</param>
/// <param name="GroupIds">The agent groups that it is kept for; empty: open.</param>
public sealed record CategoryDto(
    Guid Id,
    Guid? ParentId,
    int Depth,
    string Key,
    string Icon,
    string Name,
    IReadOnlyList<CategoryTextDto> Texts,
    IReadOnlyList<Guid> GroupIds,
    int Articles
);

public sealed record CategoryTextDto(string Language, string Name, string Description);

public sealed class SaveCategoryInput
{
    public Guid? ParentId { get; set; }

    [Required, StringLength(KnowledgeLimits.Slug)]
    public string Key { get; set; } = "";

    [Required, StringLength(KnowledgeLimits.Icon)]
    public string Icon { get; set; } = "book";

    /// <summary>
    /// All that is in it, whatever an article says of itself, is for these agent groups (and those who manage the
    /// knowledge base) only; empty: open.
    /// </summary>
    [MaxLength(KnowledgeLimits.Groups)]
    public List<Guid> GroupIds { get; set; } = [];

    public List<CategoryTextInput> Texts { get; set; } = [];
}

public sealed class CategoryTextInput
{
    [Required, StringLength(KnowledgeLimits.Language)]
    public string Language { get; set; } = "en";

    [Required, StringLength(KnowledgeLimits.CategoryName)]
    public string Name { get; set; } = "";

    [StringLength(KnowledgeLimits.CategoryDescription)]
    public string Description { get; set; } = "";
}
