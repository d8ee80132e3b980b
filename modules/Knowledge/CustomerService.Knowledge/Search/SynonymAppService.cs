using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Search;

[Authorize(KnowledgePermissions.Manage)]
internal sealed class SynonymAppService(CustomerServiceDbContext db, TenantSynonyms synonyms, IUnitOfWorkManager unitOfWorkManager)
    : ISynonymAppService
{
    public async Task<IReadOnlyList<string>> GetAsync(CancellationToken cancellationToken = default) =>
        await db.Set<SynonymGroup>().OrderBy(g => g.Id).Select(g => g.Words).ToListAsync(cancellationToken);

    public async Task SetAsync(SetSynonymsInput input, CancellationToken cancellationToken = default)
    {
        var wanted = input.Groups.Select(g => g.Trim()).Where(g => g.Length > 0).Distinct().ToList();
        if (wanted.Find(g => g.Length > KnowledgeLimits.Synonyms || SynonymSet.WordsOf(g).Length < 2) is { } wrong)
        {
            throw new BusinessException(KnowledgeErrorCodes.SynonymsTooFew).WithData(
                "Words",
                wrong.Length > 40 ? WellFormed.Cut(wrong, 40) + "…" : wrong
            );
        }

        var known = await db.Set<SynonymGroup>().ToListAsync(cancellationToken);
        db.RemoveRange(known.Where(k => !wanted.Contains(k.Words)));
        db.AddRange(wanted.Where(w => known.TrueForAll(k => k.Words != w)).Select(w => new SynonymGroup(w)));
        unitOfWorkManager.Current!.OnCompleted(synonyms.ForgetAsync);
    }
}
