using CustomerService.Framework.Entities;

namespace CustomerService.Knowledge.Categories;

/// <summary>An address that a category had: who comes by it is sent on.</summary>
internal sealed class CategoryRedirect : TenantEntity
{
    private CategoryRedirect() { }

    public CategoryRedirect(string key, Guid categoryId) => (Key, CategoryId) = (key, categoryId);

    public string Key { get; private set; } = "";

    public Guid CategoryId { get; private set; }
}
