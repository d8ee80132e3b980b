using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Events;

namespace CustomerService.Tickets.Privacy;

/// <summary>What is known of one customer, as a whole: to be handed out to them, or to be erased at their wish.</summary>
public interface ICustomerDataAppService : IApplicationService
{
    /// <summary>
    /// A ZIP: <c>customer.json</c> with profile, tickets and what was said to and by the customer, and the files. Internal notes are not in
    /// it.
    /// </summary>
    Task<CustomerDataFile> ExportAsync(Guid customerId, CancellationToken cancellationToken = default);

    /// <summary>For good: name, address, words, answers in forms and files go; the tickets stay as figures of nobody.</summary>
    Task EraseAsync(Guid customerId, EraseCustomerInput input, CancellationToken cancellationToken = default);
}

public sealed class EraseCustomerInput
{
    /// <summary>The customer's address, typed once more.</summary>
    [Required, StringLength(254)]
    public string Email { get; set; } = "";
}

/// <param name="Content">To be disposed by the caller.</param>
public sealed record CustomerDataFile(string Name, Stream Content);

/// <summary>Whoever keeps a copy of what a customer wrote, or of how they are called, forgets it.</summary>
/// <param name="Email">As it was; in no table any more when this is handled.</param>
/// <param name="TicketIds">Tickets that the customer asked for or wrote in.</param>
[EventName("tickets.customer-erased")]
public sealed record CustomerErasedEto(Guid CustomerId, string Email, IReadOnlyList<Guid> TicketIds);
