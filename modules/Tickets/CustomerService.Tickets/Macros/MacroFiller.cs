using System.Globalization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Macros;

/// <summary>Puts names, numbers and the next promise into a template, in the customer's language and zone.</summary>
internal sealed class MacroFiller(
    CustomerServiceDbContext db,
    TicketActors actors,
    IUserIntegrationService users,
    ITenantStore tenants,
    ICurrentTenant tenant,
    ISiteUrls urls,
    IStringLocalizer localizer,
    TimeProvider time
) : ITransientDependency
{
    /// <exception cref="BusinessException">There is no such template.</exception>
    public async Task<MacroTextDto> RenderAsync(Guid macroId, Ticket ticket, CancellationToken cancellationToken)
    {
        var macro =
            await db.Set<Macro>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == macroId, cancellationToken)
            ?? throw BusinessException.NotFound(TicketErrorCodes.MacroNotFound);
        return new MacroTextDto(await FillAsync(macro.Body.In(ticket.Language), ticket, cancellationToken), macro.SetsStatus);
    }

    private async Task<string> FillAsync(string body, Ticket ticket, CancellationToken cancellationToken)
    {
        var info = await tenants.FindAsync(tenant.Key, cancellationToken);
        var requester = await users.FindAsync(ticket.RequesterId, cancellationToken);
        var number = ticket.Number.ToString(CultureInfo.InvariantCulture);
        var values = new Dictionary<string, string>
        {
            ["customer.name"] = ticket.RequesterName,
            ["ticket.number"] = "#" + number,
            ["ticket.subject"] = ticket.Subject,
            ["agent.name"] = actors.Staff().Name,
            ["company.name"] = info?.Name ?? "",
            ["portal.url"] = await urls.AbsoluteAsync($"/requests/{number}", cancellationToken),
            [MacroPlaceholders.PromiseNext] = Promise(ticket, requester?.TimeZone ?? info?.TimeZone),
        };
        return Macro.Placeholder.Replace(body, match => values.GetValueOrDefault(match.Groups[1].Value.Trim(), match.Value));
    }

    /// <summary>Without a running clock, the next morning is what anybody can promise.</summary>
    private string Promise(Ticket ticket, string? zoneId)
    {
        var zone = zoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var found) ? found : TimeZoneInfo.Utc;
        var now = time.GetUtcNow().UtcDateTime;
        var today = TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date;
        var due =
            ticket.NextDue != Ticket.NoDue && ticket.NextDue > now
                ? TimeZoneInfo.ConvertTimeFromUtc(ticket.NextDue, zone)
                : today.AddDays(1).AddHours(10);
        using var language = LocalizerExtensions.UseCulture(ticket.Language.Length > 0 ? ticket.Language : "en");
        var key =
            due.Date == today ? "Tickets.Promise.Today"
            : due.Date == today.AddDays(1) ? "Tickets.Promise.Tomorrow"
            : "Tickets.Promise.Date";
        return localizer.Format(
            key,
            ("Time", due.ToString("HH:mm", CultureInfo.InvariantCulture)),
            ("Date", due.ToString(localizer["Tickets.Promise.DateFormat"].Value, CultureInfo.CurrentCulture))
        );
    }
}
