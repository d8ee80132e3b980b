using System.Globalization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.RealTime;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Categories;

[Authorize(KnowledgePermissions.Manage)]
internal sealed class CategoryAppService(CustomerServiceDbContext db, IUnitOfWork unitOfWork, SearchIndex index, IRealTimeHub hub) : ICategoryAppService
{
    public async Task<IReadOnlyList<CategoryDto>> GetAllAsync(CancellationToken cancellationToken = default)
    {
        var language = JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);
        var all = await db.Set<Category>().AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var counts = await db.Set<Article>().GroupBy(a => a.CategoryId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return [.. Below(null, 0)];

        IEnumerable<CategoryDto> Below(Guid? parentId, int depth) => all.Where(c => c.ParentId == parentId).SelectMany(c => Below(c.Id, depth + 1).Prepend(new CategoryDto(
            c.Id, c.ParentId, depth, c.Key, c.Icon, c.NameIn(language), [.. c.Texts.Select(t => new CategoryTextDto(t.Language, t.Name, t.Description))], counts.GetValueOrDefault(c.Id))));
    }

    public async Task<Guid> CreateAsync(SaveCategoryInput input, CancellationToken cancellationToken = default)
    {
        await DemandFreeKeyAsync(input.Key, null, cancellationToken);
        await DemandParentAsync(null, input.ParentId, cancellationToken);
        var position = await db.Set<Category>().Where(c => c.ParentId == input.ParentId).MaxAsync(c => (int?)c.Position, cancellationToken) ?? 0;
        var category = new Category(input.Key, input.Icon, input.ParentId, position + 1);
        SetTexts(category, input);
        db.Add(category);
        Tell(category.Id);
        return category.Id;
    }

    public async Task UpdateAsync(Guid id, SaveCategoryInput input, CancellationToken cancellationToken = default)
    {
        var category = await FindAsync(id, cancellationToken);
        await DemandFreeKeyAsync(input.Key, id, cancellationToken);
        await DemandParentAsync(id, input.ParentId, cancellationToken);
        category.Change(input.Key, input.Icon, input.ParentId);
        SetTexts(category, input);
        await index.MarkAsync(await db.Set<Article>().Where(a => a.CategoryId == id).Select(a => a.Id).ToListAsync(cancellationToken), cancellationToken);

        Tell(id);
    }

    public async Task MoveAsync(Guid id, bool up, CancellationToken cancellationToken = default)
    {
        var category = await FindAsync(id, cancellationToken);
        var sisters = await db.Set<Category>().Where(c => c.ParentId == category.ParentId).OrderBy(c => c.Position).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var from = sisters.IndexOf(category);
        var to = Math.Clamp(from + (up ? -1 : 1), 0, sisters.Count - 1);
        (sisters[from], sisters[to]) = (sisters[to], sisters[from]);
        for (var i = 0; i < sisters.Count; i++)
        {
            sisters[i].MoveTo(i);
        }

        Tell(id);
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var category = await FindAsync(id, cancellationToken);
        if (await db.Set<Article>().AnyAsync(a => a.CategoryId == id, cancellationToken) || await db.Set<Category>().AnyAsync(c => c.ParentId == id, cancellationToken))
        {
            throw new BusinessException(KnowledgeErrorCodes.CategoryNotEmpty);
        }

        db.Remove(category);
        Tell(id);
    }

    private async Task<Category> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Category>().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw BusinessException.NotFound(KnowledgeErrorCodes.CategoryNotFound);

    private async Task DemandFreeKeyAsync(string key, Guid? exceptId, CancellationToken cancellationToken)
    {
        if (await db.Set<Category>().AnyAsync(c => c.Key == key && c.Id != exceptId, cancellationToken))
        {
            throw new BusinessException(KnowledgeErrorCodes.CategoryKeyTaken).WithData("Key", key);
        }
    }

    private async Task DemandParentAsync(Guid? id, Guid? parentId, CancellationToken cancellationToken)
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

    private static void SetTexts(Category category, SaveCategoryInput input)
    {
        foreach (var text in input.Texts.Where(t => t.Name.Length > 0 && JsonStringLocalizer.Cultures.Contains(t.Language)))
        {
            category.SetText(text.Language, text.Name, text.Description);
        }
    }

    private void Tell(Guid id) => unitOfWork.OnCompleted(() => hub.PublishAsync(KnowledgeSignals.Changed(id)));
}
