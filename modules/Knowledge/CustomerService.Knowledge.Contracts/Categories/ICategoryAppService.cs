using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Categories;

public interface ICategoryAppService : IApplicationService
{
    /// <summary>All categories in tree order, parents before their children.</summary>
    Task<IReadOnlyList<CategoryDto>> GetAllAsync(CancellationToken cancellationToken = default);

    Task<Guid> CreateAsync(SaveCategoryInput input, CancellationToken cancellationToken = default);

    Task UpdateAsync(Guid id, SaveCategoryInput input, CancellationToken cancellationToken = default);

    /// <summary>Changes places with the sister before or after it.</summary>
    Task MoveAsync(Guid id, bool up, CancellationToken cancellationToken = default);

    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <param name="Name">In the reader's language.</param>
public sealed record CategoryDto(Guid Id, Guid? ParentId, int Depth, string Key, string Icon, string Name, IReadOnlyList<CategoryTextDto> Texts, int Articles);

public sealed record CategoryTextDto(string Language, string Name, string Description);

public sealed class SaveCategoryInput
{
    public Guid? ParentId { get; set; }

    [Required, StringLength(KnowledgeLimits.Slug)]
    public string Key { get; set; } = "";

    [Required, StringLength(KnowledgeLimits.Icon)]
    public string Icon { get; set; } = "book";

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
