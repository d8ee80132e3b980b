using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Escalations.Webhooks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Routing.Escalations;

[Authorize(RoutingPermissions.Manage)]
internal sealed class LadderAppService(CustomerServiceDbContext db, WebhookManager webhooks, IStringLocalizer localizer) : ILadderAppService, IApplicationService
{
    public async Task<IReadOnlyList<LadderDto>> GetListAsync(CancellationToken cancellationToken = default) =>
        [.. (await db.Set<Ladder>().AsNoTracking().OrderByDescending(l => l.IsDefault).ThenBy(l => l.Name).ToListAsync(cancellationToken)).Select(l => new LadderDto(l.Id, l.IsDefault, l.ToForm(), l.SecretMadeAt))];

    public Task<SaveLadderInput> GetTemplateAsync(LadderTemplate template, CancellationToken cancellationToken = default) =>
        Task.FromResult(LadderTemplates.Form(template, localizer));

    public async Task<Guid> CreateAsync(SaveLadderInput input, CancellationToken cancellationToken = default)
    {
        var ladder = new Ladder(input);
        await RefuseTwinsAsync(ladder, cancellationToken);
        db.Add(ladder);
        await DemandSecretAsync(ladder, cancellationToken);
        return ladder.Id;
    }

    public async Task UpdateAsync(Guid id, SaveLadderInput input, CancellationToken cancellationToken = default)
    {
        var ladder = await GetAsync(id, cancellationToken);
        ladder.Change(input);
        await RefuseTwinsAsync(ladder, cancellationToken);
        await DemandSecretAsync(ladder, cancellationToken);
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var ladder = await GetAsync(id, cancellationToken);
        if (ladder.IsDefault)
        {
            throw new BusinessException(RoutingErrorCodes.DefaultLadderStays);
        }

        await webhooks.ForgetAsync(id, cancellationToken);
        db.Remove(ladder);
    }

    // No call goes out unsigned, even before anybody has asked for the secret.
    private async Task DemandSecretAsync(Ladder ladder, CancellationToken cancellationToken)
    {
        if (ladder is { HasWebhooks: true, SecretMadeAt: null })
        {
            await webhooks.ChangeSecretAsync(ladder, cancellationToken);
        }
    }

    // Two ladders for the same tickets would leave it to chance which is climbed.
    private async Task RefuseTwinsAsync(Ladder ladder, CancellationToken cancellationToken)
    {
        var others = await db.Set<Ladder>().AsNoTracking().Where(l => l.Id != ladder.Id && l.Start == ladder.Start && !l.IsDefault).ToListAsync(cancellationToken);
        if (!ladder.IsDefault && others.Find(l => Meets(l.RequestTypeKeys, ladder.RequestTypeKeys) && Meets(l.Priorities, ladder.Priorities)) is { } other)
        {
            throw new BusinessException(RoutingErrorCodes.RequestTypeAlreadyHasLadder).WithData("Ladder", other.Name);
        }
    }

    private static bool Meets(List<string> one, List<string> other) => (one.Count == 0 && other.Count == 0) || one.Intersect(other).Any();

    private async Task<Ladder> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Ladder>().FirstOrDefaultAsync(l => l.Id == id, cancellationToken) ?? throw BusinessException.NotFound(RoutingErrorCodes.LadderNotFound);
}
