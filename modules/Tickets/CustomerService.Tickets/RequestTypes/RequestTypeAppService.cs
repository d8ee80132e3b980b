using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.RequestTypes;

internal sealed class RequestTypeAppService(CustomerServiceDbContext db, RequestTypeCatalog catalog) : IRequestTypeAppService
{
    [Authorize(TicketPermissions.Read)]
    public async Task<IReadOnlyList<RequestTypeDto>> GetListAsync(CancellationToken cancellationToken = default) =>
        [.. (await catalog.GetOfferedAsync(cancellationToken)).Select(t => t.ToDto())];

    [Authorize(TicketPermissions.ManageTypes)]
    public async Task<SaveRequestTypeInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var type = (await catalog.GetAllAsync(cancellationToken)).FirstOrDefault(t => t.Id == id) ?? throw NotFound();
        return RequestTypeForms.ToInput(type);
    }

    [Authorize(TicketPermissions.ManageTypes)]
    public async Task<Guid> SaveAsync(SaveRequestTypeInput input, CancellationToken cancellationToken = default)
    {
        if (await db.Set<RequestType>().AnyAsync(t => t.Key == input.Key && t.Id != input.Id, cancellationToken))
        {
            throw new BusinessException(TicketErrorCodes.RequestTypeKeyTaken).WithData("Key", input.Key);
        }

        var type = input.Id is { } id ? await FindAsync(id, cancellationToken) : await AddAsync(input.Key, cancellationToken);
        type.Describe(
            input.Key,
            TextCleaner.CleanLine(input.Icon),
            input.IsScenario,
            input.DefaultPriority,
            input.Risk,
            input.Complexity,
            RequestTypeForms.ToForm(input)
        );
        catalog.ForgetAfterCommit();
        return type.Id;
    }

    [Authorize(TicketPermissions.ManageTypes)]
    public async Task MoveAsync(Guid id, int place, CancellationToken cancellationToken = default)
    {
        var types = await db.Set<RequestType>()
            .Where(t => !t.IsArchived)
            .OrderBy(t => t.Order)
            .ThenBy(t => t.Key)
            .ToListAsync(cancellationToken);
        if (types.Find(t => t.Id == id) is not { } moved)
        {
            return;
        }

        types.Remove(moved);
        types.Insert(Math.Clamp(place, 0, types.Count), moved);
        for (var i = 0; i < types.Count; i++)
        {
            types[i].Order = i;
        }

        catalog.ForgetAfterCommit();
    }

    [Authorize(TicketPermissions.ManageTypes)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        if (await db.Set<RequestType>().CountAsync(t => !t.IsArchived, cancellationToken) <= 1)
        {
            throw new BusinessException(TicketErrorCodes.LastRequestType);
        }

        (await FindAsync(id, cancellationToken)).Archive();
        catalog.ForgetAfterCommit();
    }

    private async Task<RequestType> AddAsync(string key, CancellationToken cancellationToken)
    {
        var type = new RequestType(key, (await db.Set<RequestType>().MaxAsync(t => (int?)t.Order, cancellationToken) ?? 0) + 1);
        db.Add(type);
        return type;
    }

    private async Task<RequestType> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<RequestType>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw NotFound();

    private static BusinessException NotFound() => BusinessException.NotFound(Framework.Errors.FrameworkErrorCodes.NotFound);
}
