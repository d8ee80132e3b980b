using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.IntegrationTests.Isolation;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.Sla.Rehearsals;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Promises;

/// <summary>
/// A rehearsal of promises keeps what it says only if, with nothing changed, it comes to what the product's clocks came
/// to.
/// </summary>
public sealed class RehearsedPromisesTests
{
    private const int Tickets = 80;

    private static readonly DateTime Begin = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Come_To_What_The_Clocks_Came_To_When_Nothing_Is_Changed(DatabaseProvider provider)
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        await using var product = await Product.OpenAsync(settings);
        var tenant = await product.CreateTenantAsync("alpha");
        var admin = (
            await product.RunAsync(tenant.Id, p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@alpha.example"))
        )!;
        await product.RunAsAsync(
            tenant.Id,
            admin.Id,
            RoleNames.Admin,
            async p =>
            {
                var policies = p.GetRequiredService<IPolicyAppService>();
                foreach (var policy in await policies.GetListAsync())
                {
                    var input = await policies.GetForEditAsync(policy.Id);
                    input.Targets.ForEach(t => (t.NextResponseMinutes, t.UpdateMinutes, t.HandOverMinutes) = (90, 300, 30));
                    await policies.SaveAsync(input);
                }
            }
        );

        var random = new Random(7);
        var ids = new List<Guid>();
        for (var i = 0; i < Tickets; i++)
        {
            var ticket = Past(i, random, admin.Id);
            ids.Add((await product.RunAsync(tenant.Id, p => p.GetRequiredService<ITicketIntegrationService>().ImportAsync(ticket))).Id);
        }

        await MarkedTenant.DrainAsync(product);
        var rehearsal = await product.RunAsync(
            tenant.Id,
            p => p.GetRequiredService<ISlaRehearsalIntegrationService>().ReadAsync(ids, null)
        );
        var really = ids.ToDictionary(id => id, id => Sorted(rehearsal.Really(id)));
        foreach (var id in ids)
        {
            Sorted(rehearsal.Play(id, isChanged: false, Begin, Begin)).ShouldBe(really[id]);
        }

        var all = really.Values.SelectMany(x => x).ToList();
        foreach (var metric in new[] { SlaMetric.FirstResponse, SlaMetric.NextResponse, SlaMetric.PeriodicUpdate, SlaMetric.Resolution })
        {
            all.Where(x => x.Metric == metric)
                .Select(x => x.IsKept)
                .Distinct()
                .Count()
                .ShouldBe(2, $"{metric}: some kept, some broken, else nothing is shown by it");
        }
    }

    private static List<PlayedPromise> Sorted(IEnumerable<PlayedPromise> promises) =>
        [.. promises.OrderBy(x => x.Metric).ThenBy(x => x.IsKept)];

    /// <summary>Staff and customer write in turns, at any hour, and now and then somebody is waited for.</summary>
    private static ImportTicket Past(int i, Random random, Guid staff)
    {
        var created = Begin.AddHours(24 * 20 * random.NextDouble());
        var at = created;
        var messages = new List<ImportMessage>();
        for (var n = 1 + random.Next(6); n > 0; n--)
        {
            at = at.AddMinutes(Math.Pow(random.NextDouble(), 3) * 3000);
            messages.Add(
                random.Next(3) > 0
                    ? new ImportMessage(
                        at,
                        staff,
                        random.Next(4) > 0,
                        "We look into it",
                        random.Next(3) switch
                        {
                            0 => TicketStatus.WaitingForCustomer,
                            1 => TicketStatus.WaitingForThirdParty,
                            _ => null,
                        }
                    )
                    : new ImportMessage(at, null, true, "Any news?", null)
            );
        }

        return new ImportTicket(
            $"rehearsed:{i}",
            $"Question {i}",
            "How?",
            "Ann",
            "ann@example.com",
            null,
            (TicketPriority)random.Next(3),
            TicketChannel.Email,
            created,
            [],
            messages,
            TicketStatus.Resolved,
            null,
            null,
            staff,
            null,
            null,
            null
        );
    }
}
