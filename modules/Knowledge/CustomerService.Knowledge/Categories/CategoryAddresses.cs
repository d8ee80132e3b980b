using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Categories;

/// <summary>Which category has which address, and had it.</summary>
internal sealed class CategoryAddresses(CustomerServiceDbContext db) : ITransientDependency
{
    /// <summary>Gives a free address to a category; the one that it had goes on leading to it.</summary>
    /// <param name="category">null for a new one.</param>
    public async Task TakeAsync(string key, Category? category, CancellationToken cancellationToken)
    {
        if (await db.Set<Category>().AnyAsync(c => c.Key == key && (category == null || c.Id != category.Id), cancellationToken))
        {
            throw new BusinessException(KnowledgeErrorCodes.CategoryKeyTaken).WithData("Key", key);
        }

        db.RemoveRange(await db.Set<CategoryRedirect>().Where(r => r.Key == key).ToListAsync(cancellationToken));
        if (category is not null && category.Key != key)
        {
            db.Add(new CategoryRedirect(category.Key, category.Id));
        }
    }

    /// <returns>The present address; the same one when no category ever left it.</returns>
    public async Task<string> FollowAsync(string key, CancellationToken cancellationToken) =>
        await (
            from redirect in db.Set<CategoryRedirect>()
            join category in db.Set<Category>() on redirect.CategoryId equals category.Id
            where redirect.Key == key
            select category.Key
        ).FirstOrDefaultAsync(cancellationToken) ?? key;
}
