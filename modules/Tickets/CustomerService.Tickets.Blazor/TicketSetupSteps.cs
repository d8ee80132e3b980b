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

    public int Order => 90;

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
