using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Benchmarks;

/// <summary>One ticket that the product made itself, events handled: the pattern of those that are copied by SQL.</summary>
internal static class SampleTicket
{
    public static async Task<TicketCreatedDto> CreateAsync(Product product)
    {
        var ticket = await product.RunAsAdminAsync(p => p.GetRequiredService<ITicketAppService>().CreateAsync(new CreateTicketInput
        {
            Subject = "Where is my parcel?",
            Body = "Hello, I ordered last week and the tracking page has not moved since.",
            RequesterName = "Customer",
            RequesterEmail = "customer@people.example",
        }));
        await product.DrainAsync();
        return ticket;
    }

    /// <summary>SQL for the id of copy <c>i</c>: a UUIDv7 that grows with it. <paramref name="kind"/> keeps tables apart.</summary>
    public static string Uuid(int kind) => $"(lpad(to_hex(1700000000000 + i), 12, '0') || '70008000' || '{kind:D12}')::uuid";
}
