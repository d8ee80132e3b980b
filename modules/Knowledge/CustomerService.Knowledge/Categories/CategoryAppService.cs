using System.Globalization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.RealTime;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Categories;

[Authorize(KnowledgePermissions.Write)]
internal sealed class CategoryAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    SearchIndex index,
    CategoryAddresses addresses,
    Readers readers,
    IRealTimeHub hub,
    TimeProvider time
) : ICategoryAppService
{
    public async Task<IReadOnlyList<CategoryDto>> GetAllAsync(CancellationToken cancellationToken = default)
    {
        var reader = await readers.OfDeskAsync(cancellationToken);
        var language = JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);
        var all = await db.Set<Category>().AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var counts = await db.Set<Article>()
            .GroupBy(a => a.CategoryId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var byId = all.ToDictionary(c => c.Id);
        return [.. Below(null, 0).Where(c => Audience.OfCategory(CategoryVisibility.Of(byId, c.Id)).Includes(reader))];

        IEnumerable<CategoryDto> Below(Guid? parentId, int depth) =>
            all.Where(c => c.ParentId == parentId)
                .SelectMany(c =>
                    Below(c.Id, depth + 1)
                        .Prepend(
                            new CategoryDto(
                                c.Id,
                                c.ParentId,
                                depth,
                                c.Key,
                                c.Icon,
                                c.NameIn(language),
                                [.. c.Texts.Select(t => new CategoryTextDto(t.Language, t.Name, t.Description))],
                                c.GroupIds,
                                counts.GetValueOrDefault(c.Id)
                            )
                        )
                );
    }

    [Authorize(KnowledgePermissions.Manage)]
    public async Task<Guid> CreateAsync(SaveCategoryInput input, CancellationToken cancellationToken = default)
    {
        await addresses.TakeAsync(input.Key, null, cancellationToken);
        await CheckParentAsync(null, input.ParentId, cancellationToken);
        var position =
            await db.Set<Category>().Where(c => c.ParentId == input.ParentId).MaxAsync(c => (int?)c.Position, cancellationToken) ?? 0;
        var category = new Category(input.Key, input.Icon, input.ParentId, position + 1);
        category.KeepFor(input.GroupIds);
        SetTexts(category, input);
        db.Add(category);
        Tell(category.Id);
        return category.Id;
    }

    [Authorize(KnowledgePermissions.Manage)]
    public async Task UpdateAsync(Guid id, SaveCategoryInput input, CancellationToken cancellationToken = default)
    {
        var category = await FindAsync(id, cancellationToken);
        await CheckParentAsync(id, input.ParentId, cancellationToken);
        await addresses.TakeAsync(input.Key, category, cancellationToken);
        var all = await db.Set<Category>().ToDictionaryAsync(c => c.Id, cancellationToken);
        var before = all.Keys.ToDictionary(c => c, c => CategoryVisibility.Of(all, c));
        category.Change(input.Key, input.Icon, input.ParentId);
        category.KeepFor(input.GroupIds);
        SetTexts(category, input);
        var moved = all.Keys.Where(c => !IsSame(before[c], CategoryVisibility.Of(all, c))).ToList();
        foreach (
            var article in await db.Set<Article>()
                .Include(a => a.Translations)
                .Where(a => moved.Contains(a.CategoryId))
                .ToListAsync(cancellationToken)
        )
        {
            article.KeepFor(CategoryVisibility.Of(all, article.CategoryId), time.GetUtcNow().UtcDateTime);
        }

        await index.MarkAsync(
            await db.Set<Article>()
                .Where(a => a.CategoryId == id || moved.Contains(a.CategoryId))
                .Select(a => a.Id)
                .ToListAsync(cancellationToken),
            cancellationToken
        );
        Tell(id);
    }

    [Authorize(KnowledgePermissions.Manage)]
    public async Task MoveAsync(Guid id, bool up, CancellationToken cancellationToken = default)
    {
        var category = await FindAsync(id, cancellationToken);
        var sisters = await db.Set<Category>()
            .Where(c => c.ParentId == category.ParentId)
            .OrderBy(c => c.Position)
            .ThenBy(c => c.Id)
            .ToListAsync(cancellationToken);
        var from = sisters.IndexOf(category);
        var to = Math.Clamp(from + (up ? -1 : 1), 0, sisters.Count - 1);
        (sisters[from], sisters[to]) = (sisters[to], sisters[from]);
        for (var i = 0; i < sisters.Count; i++)
        {
            sisters[i].MoveTo(i);
        }

        Tell(id);
    }

    [Authorize(KnowledgePermissions.Manage)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var category = await FindAsync(id, cancellationToken);
        if (
            await db.Set<Article>().AnyAsync(a => a.CategoryId == id, cancellationToken)
            || await db.Set<Category>().AnyAsync(c => c.ParentId == id, cancellationToken)
        )
        {
            throw new BusinessException(KnowledgeErrorCodes.CategoryNotEmpty);
        }

        db.Remove(category);
        Tell(id);
    }

    private async Task<Category> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Category>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(KnowledgeErrorCodes.CategoryNotFound);

    private async Task CheckParentAsync(Guid? id, Guid? parentId, CancellationToken cancellationToken)
    {
        var parents = await db.Set<Category>().AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.ParentId, cancellationToken);
        for (var at = parentId; at is not null; at = parents[at.Value])
        {
            if (at == id)
            {
                throw new BusinessException(KnowledgeErrorCodes.CategoryInsideItself);
            }

            if (!parents.ContainsKey(at.Value))
            {
                throw BusinessException.NotFound(KnowledgeErrorCodes.CategoryNotFound);
            }
        }
    }

    private static bool IsSame(IReadOnlyCollection<Guid>? one, IReadOnlyCollection<Guid>? other) =>
        one is null ? other is null : other is not null && one.ToHashSet().SetEquals(other);

    private static void SetTexts(Category category, SaveCategoryInput input)
    {
        foreach (var text in input.Texts.Where(t => t.Name.Length > 0 && JsonStringLocalizer.Cultures.Contains(t.Language)))
        {
            category.SetText(text.Language, text.Name, text.Description);
        }
    }

    private void Tell(Guid id) => unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(KnowledgeSignals.Changed(id)));
}
