using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Routing.Fakes;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Escalations;

/// <summary>Acceptance, who is absent, quiet hours, downtime, and where escalation policies begin.</summary>
public sealed class EscalationPolicyTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Ask_The_Next_Ones_Up_Until_Somebody_Accepts_And_Then_Climb_On(DatabaseProvider provider)
    {
        await using var host = await StartAsync(
            provider,
            new() { NotifyLeads = true, AcceptMinutes = 10 },
            new()
            {
                OffsetMinutes = 60,
                NotifyOwner = true,
                Note = "Call the customer.",
            }
        );
        var lead = await host.AgentAsync(1, isLead: true);
        var ticket = await LateAsync(host);
        (await FindAsync(host, ticket, lead))!.IsAskedMe.ShouldBeTrue();
        (await ToldAsync(host, ticket)).Length.ShouldBe(1);

        await AdvanceAsync(host, 9);
        (await ToldAsync(host, ticket)).Length.ShouldBe(1);
        await AdvanceAsync(host, 1);
        var second = await ToldAsync(host, ticket);
        second.Length.ShouldBe(2);
        second[1].ShouldBe(FakeUsers.Supervisor.ToString());

        var notAsked = await Should.ThrowAsync<BusinessException>(() => AcceptAsync(host, ticket, FakeUsers.Boss));
        notAsked.Code.ShouldBe(RoutingErrorCodes.NothingToAccept);
        await AcceptAsync(host, ticket, FakeUsers.Supervisor);
        await Should.ThrowAsync<BusinessException>(() => AcceptAsync(host, ticket, lead));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).Log.ShouldContain($"accepted by {FakeUsers.Supervisor}");
        (await FindAsync(host, ticket, lead))!.AcceptedBy.ShouldNotBeNull();

        await AdvanceAsync(host, 49);
        (await ToldAsync(host, ticket)).Length.ShouldBe(2);
        await AdvanceAsync(host, 1);
        (await ToldAsync(host, ticket)).Length.ShouldBe(3);
        (await host.ReadAsync(ticket)).Log.ShouldContain("note:Call the customer.");
        (await host.ReadAllAsync<EscalationRun>()).Single().State.ShouldBe(EscalationRunState.Ended);
    }

    [Fact]
    public async Task Should_Climb_On_Rather_Than_Be_Stuck_When_Nobody_Accepts()
    {
        await using var host = await StartAsync(
            DatabaseProvider.Sqlite,
            new() { NotifySupervisors = true, AcceptMinutes = 10 },
            new() { OffsetMinutes = 5, RaisePriority = true }
        );
        var ticket = await LateAsync(host);
        await AdvanceAsync(host, 5);
        (await host.ReadAsync(ticket)).Priority.ShouldBe(TicketPriority.Normal);
        await AdvanceAsync(host, 5);
        await AdvanceAsync(host, 10);
        await AdvanceAsync(host, 10);
        (await ToldAsync(host, ticket)).Select(x => x).Take(2).ShouldBe([FakeUsers.Supervisor.ToString(), host.Admin.ToString()]);
        await AdvanceAsync(host, 10);
        (await host.ReadAsync(ticket)).Priority.ShouldBe(TicketPriority.Urgent);
    }

    [Fact]
    public async Task Should_Pass_Over_Who_Is_Absent()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var absent = await host.AgentAsync(3, isOnline: false);
        await ChangeDefaultAsync(host, form => form.Steps = [new() { NotifyUserIds = [absent] }]);
        var nobodyHere = await LateAsync(host);
        (await ToldAsync(host, nobodyHere)).ShouldBe([absent.ToString()]);

        var lead = await host.AgentAsync(1, isLead: true);
        var ticket = await LateAsync(host);
        (await ToldAsync(host, ticket)).Single().Split(',').ShouldBe([absent.ToString(), lead.ToString()], ignoreOrder: true);
    }

    [Fact]
    public async Task Should_Tell_Once_After_Downtime_And_Do_What_All_Steps_Do()
    {
        await using var host = await StartAsync(
            DatabaseProvider.Sqlite,
            new() { NotifyOwner = true },
            new() { OffsetMinutes = 10, RaisePriority = true },
            new()
            {
                OffsetMinutes = 20,
                NotifyLeads = true,
                NotifyCustomer = true,
                Watches = true,
            },
            new() { OffsetMinutes = 500, NotifyOwner = true }
        );
        var (owner, lead) = (await host.AgentAsync(3), await host.AgentAsync(1, isLead: true));
        var ticket = await host.TicketAsync(t => t.IsLate = true);
        await host.Host.DrainAsync();
        await BreachAsync(host, ticket, Guid.NewGuid(), due: host.Host.Time.Now.AddHours(-2));
        var read = await host.ReadAsync(ticket);
        (read.Escalations, read.EscalationLevel, read.Priority, read.Log).ShouldBe((1, 1, TicketPriority.Urgent, "First watch customer;"));
        read.Told.TrimEnd(';').Split(',').ShouldBe([owner.ToString(), lead.ToString(), host.Admin.ToString()], ignoreOrder: true);
        (await host.ReadAllAsync<EscalationRun>()).Single().Step.ShouldBe(3);
    }

    [Theory]
    [InlineData(TicketPriority.Normal, false)]
    [InlineData(TicketPriority.Critical, true)]
    public async Task Should_Keep_Quiet_At_Night_Except_For_Critical_Tickets(TicketPriority priority, bool isTold)
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var now = TimeOnly.FromDateTime(host.Host.Time.Now);
        await ChangeDefaultAsync(
            host,
            form =>
                (form.QuietFrom, form.QuietUntil, form.Steps) = (
                    now.AddHours(8).AddHours(-1),
                    now.AddHours(8).AddHours(1),
                    [new() { NotifyLeads = true }]
                )
        );
        foreach (var other in await AsAdmin(host, s => s.GetListAsync()))
        {
            if (!other.IsDefault)
            {
                await AsAdmin(
                    host,
                    async s =>
                    {
                        await s.DeleteAsync(other.Id);
                        return true;
                    }
                );
            }
        }

        var ticket = await LateAsync(host, t => t.Priority = priority);
        (await ToldAsync(host, ticket)).Length.ShouldBe(isTold ? 1 : 0);
        await AdvanceAsync(host, 59);
        (await ToldAsync(host, ticket)).Length.ShouldBe(isTold ? 1 : 0);
        await AdvanceAsync(host, 1);
        (await ToldAsync(host, ticket)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Step_Before_The_Due_Time_And_Follow_It_When_It_Moves()
    {
        await using var host = await StartAsync(
            DatabaseProvider.Sqlite,
            new() { OffsetMinutes = -30, NotifyLeads = true },
            new() { NotifySupervisors = true }
        );
        var due = host.Host.Time.Now.AddMinutes(60);
        var ticket = await host.TicketAsync(t => t.Due = due);
        await host.Host.DrainAsync();
        var clock = Guid.NewGuid();
        await PublishAsync(host, new SlaWarningEto(ticket, clock, SlaMetric.FirstResponse, due, host.Host.Time.Now));
        (await ToldAsync(host, ticket)).ShouldBeEmpty();

        await host.ChangeAsync(ticket, t => t.Due = due.AddMinutes(20));
        await AdvanceAsync(host, 30);
        (await ToldAsync(host, ticket)).ShouldBeEmpty();
        await AdvanceAsync(host, 20);
        (await host.ReadAsync(ticket)).Log.ShouldBe("Near;");

        await host.ChangeAsync(ticket, t => t.IsLate = true);
        host.Host.Time.Advance(TimeSpan.FromMinutes(30));
        await PublishAsync(host, new SlaBreachedEto(ticket, clock, SlaMetric.FirstResponse, host.Host.Time.Now, host.Host.Time.Now));
        (await host.ReadAsync(ticket)).Log.ShouldBe("Near;Further;");
        (await host.ReadAllAsync<EscalationRun>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Should_Ask_A_Supervisor_For_A_Complaint_At_Once_And_For_A_Plan_In_Two_Hours()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        await AsAdmin(host, async s => await s.CreateAsync(await s.GetTemplateAsync(EscalationTemplate.Complaint)));
        var ticket = await host.TicketAsync(t => (t.TypeKey, t.IsLate) = ("complaint", true));
        await host.Host.DrainAsync();
        (await FindAsync(host, ticket, FakeUsers.Supervisor))!.IsAskedMe.ShouldBeTrue();
        await AcceptAsync(host, ticket, FakeUsers.Supervisor);
        await AdvanceAsync(host, 119);
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(1);
        await AdvanceAsync(host, 1);
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(2);

        var answered = await host.TicketAsync(t => t.TypeKey = "complaint");
        await host.Host.DrainAsync();
        await AcceptAsync(host, answered, FakeUsers.Supervisor);
        await AdvanceAsync(host, 130);
        (await host.ReadAsync(answered)).Escalations.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Watch_Over_Other_Departments_In_Business_Time_Until_They_Are_Done()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var ticket = await host.TicketAsync(t => t.Status = TicketStatus.InProgress);
        await host.Host.DrainAsync();
        await host.StatusAsync(ticket, TicketStatus.WaitingForThirdParty);
        await AdvanceAsync(host, 239);
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(0);
        await AdvanceAsync(host, 1);
        (await host.ReadAsync(ticket)).Log.ShouldBe("HandedToOthers;");

        await host.StatusAsync(ticket, TicketStatus.InProgress);
        await AdvanceAsync(host, 3000);
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(1);
    }

    [Fact]
    public void Should_Refuse_Steps_That_Make_No_Sense()
    {
        Code(new SaveEscalationPolicyInput { Start = EscalationStart.Created, Steps = [new() { OffsetMinutes = -1, NotifyOwner = true }] })
            .ShouldBe(RoutingErrorCodes.StepBeforeStart);
        Code(new SaveEscalationPolicyInput { Steps = [new() { RaisePriority = true, AcceptMinutes = 5 }] })
            .ShouldBe(RoutingErrorCodes.NobodyToAccept);
        Code(new SaveEscalationPolicyInput { Steps = [new() { OffsetMinutes = 5, NotifyOwner = true }, new() { NotifyOwner = true }] })
            .ShouldBe(RoutingErrorCodes.StepsNotInOrder);
        Code(new SaveEscalationPolicyInput { Steps = [new()] }).ShouldBe(RoutingErrorCodes.StepDoesNothing);

        static string Code(SaveEscalationPolicyInput form) => Should.Throw<BusinessException>(() => new EscalationPolicy(form)).Code;
    }

    [Theory]
    [InlineData("2026-03-02T21:00:00Z", "2026-03-02T22:00:00Z")]
    [InlineData("2026-03-02T14:30:00Z", "2026-03-02T22:00:00Z")]
    [InlineData("2026-03-02T22:00:00Z", "2026-03-02T22:00:00Z")]
    [InlineData("2026-03-02T13:59:00Z", "2026-03-02T13:59:00Z")]
    public void Should_End_Quiet_Hours_On_The_Tenants_Clock(string now, string end)
    {
        // 22:00 to 06:00 in Shanghai.
        var policy = new EscalationPolicy(
            new SaveEscalationPolicyInput
            {
                QuietFrom = new(22, 0),
                QuietUntil = new(6, 0),
                Steps = [new() { NotifyOwner = true }],
            }
        );
        policy
            .AfterQuiet(DateTime.Parse(now, null).ToUniversalTime(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))
            .ShouldBe(DateTime.Parse(end, null).ToUniversalTime());
    }

    private static async Task<RoutingTestHost> StartAsync(DatabaseProvider provider, params EscalationRuleInput[] steps)
    {
        var host = await RoutingTestHost.CreateAsync(provider);
        await ChangeDefaultAsync(host, form => form.Steps = [.. steps]);
        return host;
    }

    private static async Task ChangeDefaultAsync(RoutingTestHost host, Action<SaveEscalationPolicyInput> change)
    {
        var policy = (await AsAdmin(host, s => s.GetListAsync())).Single(l => l.IsDefault);
        change(policy.Form);
        await AsAdmin(
            host,
            async s =>
            {
                await s.UpdateAsync(policy.Id, policy.Form);
                return true;
            }
        );
    }

    private static async Task<Guid> LateAsync(RoutingTestHost host, Action<FakeTicket>? change = null)
    {
        var ticket = await host.TicketAsync(t =>
        {
            t.IsLate = true;
            change?.Invoke(t);
        });
        await host.Host.DrainAsync();
        await BreachAsync(host, ticket, Guid.NewGuid());
        return ticket;
    }

    private static Task BreachAsync(RoutingTestHost host, Guid ticket, Guid clock, DateTime? due = null) =>
        PublishAsync(host, new SlaBreachedEto(ticket, clock, SlaMetric.FirstResponse, due ?? host.Host.Time.Now, host.Host.Time.Now));

    private static async Task PublishAsync(RoutingTestHost host, object eto)
    {
        await host.RunAsync(p => p.GetRequiredService<IDistributedEventBus>().PublishAsync(eto));
        await host.Host.DrainAsync();
    }

    private static async Task AdvanceAsync(RoutingTestHost host, int minutes)
    {
        host.Host.Time.Advance(TimeSpan.FromMinutes(minutes));
        await host.Host.DrainAsync();
    }

    private static async Task<string[]> ToldAsync(RoutingTestHost host, Guid ticket) =>
        (await host.ReadAsync(ticket)).Told.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static Task AcceptAsync(RoutingTestHost host, Guid ticket, Guid user) =>
        host.Host.RunAsAsync(RoutingTestHost.Tenant, user, "agent", p => p.GetRequiredService<IEscalationAppService>().AcceptAsync(ticket));

    private static Task<EscalationDto?> FindAsync(RoutingTestHost host, Guid ticket, Guid user) =>
        host.Host.RunAsAsync(RoutingTestHost.Tenant, user, "agent", p => p.GetRequiredService<IEscalationAppService>().FindAsync(ticket));

    private static Task<T> AsAdmin<T>(RoutingTestHost host, Func<IEscalationPolicyAppService, Task<T>> work) =>
        host.Host.RunAsAsync(RoutingTestHost.Tenant, host.Admin, "admin", p => work(p.GetRequiredService<IEscalationPolicyAppService>()));
}
