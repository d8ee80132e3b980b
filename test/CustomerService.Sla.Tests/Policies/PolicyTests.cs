using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Policies;

public class PolicyTests
{
    private static readonly Guid Fraud = Guid.NewGuid();
    private static readonly PolicyConditions Any = PolicyConditions.Any;
    private static readonly TicketFacts Ticket = new(null, TicketPriority.Normal, TicketChannel.Portal, CustomerTier.Standard, null, []);
    private static readonly PolicyTarget[] Normal = [new(TicketPriority.Normal, 240, 1080)];

    [Fact]
    public void Should_Take_The_First_In_Order_That_Has_The_Type_And_The_Priority()
    {
        SlaPolicy[] policies =
        [
            Policy("off", Any, Normal, isActive: false),
            Policy("fraud", Any with { RequestTypeIds = [Fraud] }, Normal),
            Policy("urgent", Any, [new(TicketPriority.Urgent, 60, null)]),
            Policy("rest", Any, Normal),
        ];
        PolicyMatcher.First(policies, Ticket with { RequestTypeId = Fraud })!.Name.ShouldBe("fraud");
        PolicyMatcher.First(policies, Ticket with { RequestTypeId = Fraud, Priority = TicketPriority.Urgent })!.Name.ShouldBe("urgent");
        PolicyMatcher.First(policies, Ticket with { RequestTypeId = Guid.NewGuid() })!.Name.ShouldBe("rest");
        PolicyMatcher.First(policies, Ticket)!.Name.ShouldBe("rest");
        PolicyMatcher.First(policies, Ticket with { Priority = TicketPriority.Critical }).ShouldBeNull();
    }

    [Fact]
    public void Should_Say_Which_Condition_Keeps_A_Ticket_Out()
    {
        var group = Guid.NewGuid();
        Policy("type", Any with { RequestTypeIds = [Fraud] }, Normal).UnmetCondition(Ticket).ShouldBe(PolicyCondition.RequestType);
        Policy("channel", Any with { Channels = [TicketChannel.Email] }, Normal).UnmetCondition(Ticket).ShouldBe(PolicyCondition.Channel);
        Policy("tier", Any with { Tiers = [CustomerTier.Vip] }, Normal).UnmetCondition(Ticket).ShouldBe(PolicyCondition.Tier);
        Policy("group", Any with { GroupIds = [group] }, Normal).UnmetCondition(Ticket).ShouldBe(PolicyCondition.Group);
        Policy("tag", Any with { Tags = ["Gold"] }, Normal).UnmetCondition(Ticket).ShouldBe(PolicyCondition.Tag);
        Policy("off", Any, Normal, isActive: false).UnmetCondition(Ticket).ShouldBe(PolicyCondition.Active);
        Policy("priority", Any, Normal).UnmetCondition(Ticket with { Priority = TicketPriority.Urgent }).ShouldBe(PolicyCondition.Priority);
        var all = new PolicyConditions(
            [Fraud],
            [TicketChannel.Email, TicketChannel.Portal],
            [CustomerTier.Vip],
            [group],
            ["gold", "silver"]
        );
        Policy("all", all, Normal)
            .UnmetCondition(new TicketFacts(Fraud, TicketPriority.Normal, TicketChannel.Email, CustomerTier.Vip, group, ["SILVER"]))
            .ShouldBeNull();
    }

    [Fact]
    public void Should_Refuse_To_Promise_Nothing_Or_The_Solution_Before_The_Answer()
    {
        Should
            .Throw<BusinessException>(() => Policy("empty", Any, [new(TicketPriority.Normal, null, null)]))
            .Code.ShouldBe(SlaErrorCodes.PolicyPromisesNothing);
        Should
            .Throw<BusinessException>(() => Policy("odd", Any, [new(TicketPriority.Normal, 60, 30)]))
            .Code.ShouldBe(SlaErrorCodes.ResolutionBeforeResponse);
    }

    [Fact]
    public async Task Should_Save_Move_Test_And_Delete()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantA);
        host.Services.GetRequiredService<FakeTickets>().Types.Add(Type(Fraud, "fraud"));
        var calendar = (
            await host.RunAsAsync(
                TestHost.TenantA,
                Guid.NewGuid(),
                RoleNames.Admin,
                x => x.GetRequiredService<ICalendarAppService>().GetListAsync()
            )
        )
            .Single()
            .Id;

        var id = await AsAdmin(
            host,
            x =>
                x.SaveAsync(
                    new SavePolicyInput
                    {
                        Name = "Fraud",
                        CalendarId = calendar,
                        RequestTypeIds = [Fraud],
                        Targets = [new() { Priority = "Normal", FirstResponseMinutes = 10 }],
                    }
                )
        );
        (await AsAdmin(host, x => x.GetListAsync())).Select(x => x.Name).ShouldBe(["Standard", "Fraud"]);
        await AsAdmin(host, x => x.MoveAsync(id, place: 0));
        (await AsAdmin(host, x => x.GetListAsync())).Select(x => x.Name).ShouldBe(["Fraud", "Standard"]);

        var test = await AsAdmin(host, x => x.TestAsync(new TestPolicyInput { RequestTypeId = Fraud, Priority = "Normal" }));
        (test.PolicyName, test.Promise.FirstResponseDue, test.Promise.ResolutionDue).ShouldBe(("Fraud", At("2026-03-02 17:10"), null));
        (await AsAdmin(host, x => x.TestAsync(new TestPolicyInput { Priority = "Critical" }))).PolicyName.ShouldBeNull();

        await AsAdmin(host, x => x.DeleteAsync(id));
        (await AsAdmin(host, x => x.GetListAsync())).Single().Name.ShouldBe("Standard");
    }

    [Fact]
    public async Task Should_Refuse_A_Calendar_Of_Another_Tenant()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantB);
        var foreign = (
            await host.RunAsAsync(
                TestHost.TenantB,
                Guid.NewGuid(),
                RoleNames.Admin,
                x => x.GetRequiredService<ICalendarAppService>().GetListAsync()
            )
        )
            .Single()
            .Id;
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAdmin(
                    host,
                    x =>
                        x.SaveAsync(
                            new SavePolicyInput
                            {
                                Name = "Mine",
                                CalendarId = foreign,
                                Targets = [new() { Priority = "Normal", FirstResponseMinutes = 10 }],
                            }
                        )
                )
            )
        ).Code.ShouldBe(SlaErrorCodes.CalendarNotFound);
    }

    [Theory]
    [InlineData("ecommerce", "zh-Hans", "标准", "2026-03-02 21:00")]
    [InlineData("saas", "en", "Standard", "2026-03-03 12:00")]
    public async Task Should_Give_A_New_Tenant_Promises_To_Start_With(string template, string language, string policy, string firstAnswer)
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        host.Services.GetRequiredService<FakeTickets>().Types.Add(Type(Fraud, "complaint"));
        foreach (var _ in new[] { "once", "and again" })
        {
            await host.RunAsync(
                TestHost.TenantA,
                x =>
                    x.GetRequiredService<IEnumerable<IDataSeedContributor>>()
                        .Single()
                        .SeedAsync(new DataSeedContext(TestHost.TenantA, template, language, Shanghai, host.Time.Now, false))
            );
        }

        (await AsAdmin(host, x => x.GetListAsync())).Select(x => x.Name).Last().ShouldBe(policy);
        (await AsAdmin(host, x => x.GetListAsync())).Count.ShouldBe(3);
        await PromiseShouldBeAsync(host, null, TicketPriority.Normal, firstAnswer);
        await PromiseShouldBeAsync(host, Fraud, TicketPriority.Normal, template == "saas" ? "2026-03-03 10:00" : "2026-03-02 19:00");
        await PromiseShouldBeAsync(host, Fraud, TicketPriority.Critical, "2026-03-02 17:15");
    }

    private static async Task PromiseShouldBeAsync(TestHost host, Guid? type, TicketPriority priority, string firstAnswer) =>
        (
            await host.RunAsync(
                TestHost.TenantA,
                x => x.GetRequiredService<ISlaIntegrationService>().PreviewAsync(type, priority.ToString(), host.Time.Now)
            )
        ).FirstResponseDue.ShouldBe(At(firstAnswer));

    private static SlaPolicy Policy(string name, PolicyConditions conditions, PolicyTarget[] targets, bool isActive = true) =>
        SlaPolicy.Create(name, 1, Guid.NewGuid(), conditions, targets, 75, false, isActive);

    private static Task<T> AsAdmin<T>(TestHost host, Func<IPolicyAppService, Task<T>> call) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Guid.NewGuid(),
            RoleNames.Admin,
            provider => call(provider.GetRequiredService<IPolicyAppService>())
        );

    private static Task AsAdmin(TestHost host, Func<IPolicyAppService, Task> call) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Guid.NewGuid(),
            RoleNames.Admin,
            provider => call(provider.GetRequiredService<IPolicyAppService>())
        );

    private static RequestTypeDto Type(Guid id, string key) =>
        new(id, key, key, "", null, "ticket", false, TicketPriority.Normal, TicketGrade.Low, TicketGrade.Low, []);
}
