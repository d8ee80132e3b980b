using CustomerService.Framework.Blazor;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;

namespace CustomerService.Tickets.Blazor;

/// <summary>The forms are what customers meet first; the template's are there already.</summary>
internal sealed class RequestTypesStep(IRequestTypeAppService types) : ISetupStep
{
    public string Key => "tickets.types";

    public int Order => 30;

    public string TitleKey => "Tickets.Setup.Types";

    public string Url => "/admin/types";

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        (await types.GetListAsync(cancellationToken)).Count > 0;
}

internal sealed class FirstAnswerStep(ITicketAppService tickets) : ISetupStep
{
    public string Key => "tickets.first-answer";

    public int Order => 12;

    public string TitleKey => "Tickets.Setup.FirstAnswer";

    public string Url => "/desk";

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) => (
            await tickets.GetListAsync(
                new TicketListInput
                {
                    View = TicketViews.All,
                    Limit = 1,
                    Filter =
                    {
                        Statuses =
                        [
                            TicketStatus.InProgress,
                            TicketStatus.WaitingForCustomer,
                            TicketStatus.WaitingForThirdParty,
                            TicketStatus.Resolved,
                            TicketStatus.Closed,
                        ],
                    },
                },
                cancellationToken
            )
        ).Items.Count > 0;
}

/// <summary>Done when a request came in by the portal's form.</summary>
internal sealed class PortalStep(IFirstHourAppService firstHour) : ISetupStep
{
    public string Key => "tickets.portal";

    public int Order => 15;

    public string TitleKey => "Tickets.Setup.Portal";

    public string Url => "/requests/new";

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        (await firstHour.GetAsync(cancellationToken)).HasPortalRequest;
}

/// <summary>The button stands under the list.</summary>
internal sealed class SamplesStep(IFirstHourAppService firstHour) : ISetupStep
{
    public string Key => "tickets.samples";

    public int Order => 95;

    public string TitleKey => "Tickets.Setup.Samples";

    public string Url => "/admin#samples";

    public async Task<bool> IsOfferedAsync(CancellationToken cancellationToken = default) =>
        (await firstHour.GetAsync(cancellationToken)).WasGivenSamples;

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        (await firstHour.GetAsync(cancellationToken)).Samples == 0;
}
