using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets;

internal static class TicketsModelBuilderExtensions
{
    public static void ConfigureTickets(this ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TicketsModelBuilderExtensions).Assembly);
}
