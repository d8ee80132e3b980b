using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Categories;

/// <summary>For which agent groups a category is kept: those that it and all categories around it name.</summary>
internal sealed class CategoryVisibility(CustomerServiceDbContext db) : ITransientDependency
{
    /// <returns>null: it is open, each article says for whom it is.</returns>
    public async Task<IReadOnlyCollection<Guid>?> OfAsync(Guid categoryId, CancellationToken cancellationToken) =>
        Of(await db.Set<Category>().AsNoTracking().ToDictionaryAsync(c => c.Id, cancellationToken), categoryId);

    /// <summary>An empty answer is for nobody but those who manage.</summary>
    public static IReadOnlyCollection<Guid>? Of(IReadOnlyDictionary<Guid, Category> categories, Guid categoryId)
    {
        IReadOnlyCollection<Guid>? kept = null;
        for (
            var at = categories.GetValueOrDefault(categoryId);
            at is not null;
            at = at.ParentId is { } parent ? categories.GetValueOrDefault(parent) : null
        )
        {
            if (at.GroupIds.Count > 0)
            {
                kept = kept is null ? at.GroupIds : [.. kept.Intersect(at.GroupIds)];
            }
        }

        return kept;
    }
}
