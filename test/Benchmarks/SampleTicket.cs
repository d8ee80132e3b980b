using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Benchmarks;

/// <summary>One ticket that the product made itself, events handled: the pattern of those that are copied by SQL.</summary>
internal static class SampleTicket
{
    public static async Task<TicketCreatedDto> CreateAsync(Product product)
    {
        var ticket = await product.RunAsAdminAsync(p =>
            p.GetRequiredService<ITicketAppService>()
                .CreateAsync(
                    new CreateTicketInput
                    {
                        Subject = "Where is my parcel?",
                        Body = "Hello, I ordered last week and the tracking page has not moved since.",
                        RequesterName = "Customer",
                        RequesterEmail = "customer@people.example",
                    }
                )
        );
        await product.DrainAsync();
        return ticket;
    }

    /// <summary>Copies a ticket with everything that happened to it: each copy as long after it, over so many days back.</summary>
    public static async Task SpreadAsync(Product product, Guid ticket, int count, int days)
    {
        var kind = 2;
        await CopyAsync("Tickets", "Id", new Dictionary<string, string> { ["Number"] = "100000 + i" }, 1);
        foreach (
            var (table, key) in new[]
            {
                ("RoutingTickets", "TicketId"),
                ("SlaClocks", "TicketId"),
                ("TicketMessages", "TicketId"),
                ("TicketHistory", "TicketId"),
            }
        )
        {
            await CopyAsync(table, key, [], kind);
            kind += 20;
        }

        await product.SqlAsync("vacuum analyze");

        async Task CopyAsync(string table, string key, Dictionary<string, string> more, int first)
        {
            var times = (
                (string?)
                    await product.SqlAsync(
                        "select string_agg(column_name, ',') from information_schema.columns where table_schema = 'public' and "
                            + $"table_name = '{table}' and data_type like 'timestamp%'"
                    )
                ?? ""
            ).Split(',', StringSplitOptions.RemoveEmptyEntries);
            var hasStamp =
                await product.SqlAsync(
                    $"select 1 from information_schema.columns where table_schema = 'public' and table_name = '{table}' and "
                        + $"column_name = 'ConcurrencyStamp'"
                )
                is not null;
            var rows = (
                (string)
                    (
                        await product.SqlAsync(
                            $"select string_agg(\"Id\"::text, ',' order by \"Id\") from \"{table}\" where \"{key}\" = '{ticket}'"
                        )
                    )!
            ).Split(',');
            for (var n = 0; n < rows.Length; n++)
            {
                var change = new Dictionary<string, string>(more) { ["Id"] = Uuid(first + n) };
                if (key != "Id")
                {
                    change[key] = Uuid(1);
                }

                if (hasStamp)
                {
                    change["ConcurrencyStamp"] = "gen_random_uuid()";
                }

                foreach (var time in times)
                {
                    change[time] = $"s.\"{time}\" - i * interval '1 day' * {days} / {count}";
                }

                await product.CopyRowAsync(table, Guid.Parse(rows[n]), 1, count, change);
            }
        }
    }

    /// <summary>SQL for the id of copy <c>i</c>: a UUIDv7 that grows with it. <paramref name="kind"/> keeps tables apart.</summary>
    public static string Uuid(int kind) => $"(lpad(to_hex(1700000000000 + i), 12, '0') || '70008000' || '{kind:D12}')::uuid";
}
