using System.Globalization;
using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Macros;

internal sealed class MacroAppService(CustomerServiceDbContext db, MacroFiller filler) : IMacroAppService
{
    private const int PageSize = 50;

    [Authorize(TicketPermissions.Reply)]
    public async Task<IReadOnlyList<MacroDto>> GetListAsync(CancellationToken cancellationToken = default)
    {
        var culture = JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture);
        var macros = await InOrder(db.Set<Macro>().AsNoTracking()).ToListAsync(cancellationToken);
        return [.. macros.Select(m => new MacroDto(m.Id, m.Name.In(culture), m.SetsStatus))];
    }

    [Authorize(TicketPermissions.Read)]
    [Authorize(TicketPermissions.Reply)]
    public async Task<MacroTextDto> RenderAsync(Guid macroId, Guid ticketId, CancellationToken cancellationToken = default)
    {
        var ticket =
            await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == ticketId, cancellationToken)
            ?? throw TicketManager.NotFound();
        return await filler.RenderAsync(macroId, ticket, cancellationToken);
    }

    [Authorize(TicketPermissions.ManageMacros)]
    public async Task<PagedResult<MacroEditDto>> GetForEditAsync(GetMacrosInput input, CancellationToken cancellationToken = default)
    {
        var rows = await InOrder(MacroQuery.Filter(db.Set<Macro>().AsNoTracking(), input))
            .Take(PageSize + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(PageSize).ToList();
        return new PagedResult<MacroEditDto>(
            [.. page.Select(m => new MacroEditDto(m.Id, m.NameEn, m.NameZh, m.BodyEn, m.BodyZh, m.SetsStatus))],
            rows.Count > PageSize ? MacroQuery.KeyOf(page[^1]) : null
        );
    }

    [Authorize(TicketPermissions.ManageMacros)]
    public async Task<Guid> SaveAsync(SaveMacroInput input, CancellationToken cancellationToken = default)
    {
        var macro = input.Id is { } id ? await FindAsync(id, cancellationToken) : null;
        if (macro is null)
        {
            macro = new Macro((await db.Set<Macro>().MaxAsync(m => (int?)m.Order, cancellationToken) ?? 0) + 1);
            db.Add(macro);
        }

        macro.Write(
            new LocalizedText(TextCleaner.CleanLine(input.NameEn), TextCleaner.CleanLine(input.NameZh)),
            new LocalizedText(TextCleaner.Clean(input.BodyEn), TextCleaner.Clean(input.BodyZh)),
            input.SetsStatus
        );
        return macro.Id;
    }

    [Authorize(TicketPermissions.ManageMacros)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) =>
        db.Remove(await FindAsync(id, cancellationToken));

    private static IQueryable<Macro> InOrder(IQueryable<Macro> macros) => macros.OrderBy(m => m.Order).ThenBy(m => m.Id);

    private async Task<Macro> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Macro>().FirstOrDefaultAsync(m => m.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(TicketErrorCodes.MacroNotFound);
}
