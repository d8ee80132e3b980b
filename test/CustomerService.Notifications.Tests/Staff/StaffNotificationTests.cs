using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using CustomerService.Notifications.Bell;
using CustomerService.Notifications.Fakes;
using CustomerService.Routing.Escalations;
using CustomerService.Routing.Exceptions;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Notifications.Staff;

public sealed class StaffNotificationTests
{
    [Fact]
    public async Task Should_Tell_Of_Each_Occasion_By_Bell_And_Mail_In_The_Agents_Language()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var lead = host.Users.Add("Lead", "en");
        var due = host.Host.Time.Now.AddHours(1);
        await host.PublishAsync(
            new TicketAssignedEto(host.Ticket, host.Host.Time.Now, null, host.Agent, null),
            host.Replied(isByStaff: false),
            host.Replied(isByStaff: true, isPublic: false, mentioned: lead),
            new SlaWarningEto(host.Ticket.Id, Guid.NewGuid(), SlaMetric.FirstResponse, due, host.Host.Time.Now),
            new SlaBreachedEto(host.Ticket.Id, Guid.NewGuid(), SlaMetric.FirstResponse, due, due),
            new TicketEscalatedEto(host.Ticket, host.Host.Time.Now, 1, "Routing.Escalation.First", [host.Agent, lead])
        );

        var bells = await host.BellsAsync();
        bells
            .Where(b => b.UserId == host.Agent)
            .Select(b => b.Kind)
            .Order()
            .ShouldBe(
                [
                    NotificationKind.Assigned,
                    NotificationKind.CustomerReplied,
                    NotificationKind.SlaWarning,
                    NotificationKind.SlaBreached,
                    NotificationKind.Escalated,
                ],
                ignoreOrder: true
            );
        bells
            .Where(b => b.UserId == lead)
            .Select(b => b.Kind)
            .ShouldBe([NotificationKind.Mentioned, NotificationKind.Escalated], ignoreOrder: true);
        bells.ShouldNotContain(b => b.UserId == host.Customer);

        var mails = await host.MailsAsync();
        var agentMails = mails.Where(m => m.To == host.Users.All[host.Agent].Email).Select(m => m.Subject[..4]).ToList();
        agentMails.Count.ShouldBe(4, "a breach is told by bell and by the escalation's mail");
        mails
            .Single(m => m.Subject.StartsWith("今天 18:00 到期", StringComparison.Ordinal))
            .ActionUrl.ShouldBe("http://test.localhost/desk/tickets/1042");
        mails.Single(m => m.Subject.StartsWith("Escalated", StringComparison.Ordinal)).Body.ShouldContain("Priority");
    }

    [Theory]
    [InlineData(ExceptionState.Requested, "Please decide", "requests an exception")]
    [InlineData(ExceptionState.Approved, "Exception approved", "It is valid until")]
    [InlineData(ExceptionState.Refused, "Exception refused", "request it again with the new reason")]
    [InlineData(ExceptionState.Lapsed, "Nobody decided", "it has lapsed")]
    public async Task Should_Tell_Of_An_Exception_And_What_Came_Of_It(ExceptionState state, string subject, string body)
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var lead = host.Users.Add("Lead", "en");
        await host.PublishTwiceAsync(
            new ExceptionChangedEto(
                Guid.NewGuid(),
                host.Ticket.Id,
                state,
                "Ann",
                "He flies [today](http://evil.example).",
                host.Host.Time.Now.AddHours(1),
                [lead]
            )
        );
        (await host.BellsAsync()).Single().UserId.ShouldBe(lead);
        var mail = (await host.MailsAsync()).Single();
        mail.Subject.ShouldStartWith(subject);
        mail.Body.ShouldContain(body);
        mail.Body.ShouldNotContain("](http://evil.example)");
    }

    [Fact]
    public async Task Should_Tell_Of_A_Webhook_Without_Its_Address()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var admin = host.Users.Add("Admin", "en");
        await host.PublishAsync(
            new WebhookDeadLetteredEto(Guid.NewGuid(), host.Ticket.Id, "https://hooks.example/T0/secret-part", "HTTP 500", [admin])
        );
        var mail = (await host.MailsAsync()).Single();
        mail.Subject.ShouldStartWith("The webhook of hooks.example failed for [#1042]");
        mail.Quote.ShouldBe("HTTP 500");
        mail.Body.ShouldNotContain("secret-part");
    }

    [Fact]
    public async Task Should_Not_Tell_Whoever_Did_It_Himself()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await host.PublishAsync(
            new TicketAssignedEto(host.Ticket, host.Host.Time.Now, null, host.Agent, host.Agent),
            host.Replied(isByStaff: true, isPublic: false, mentioned: host.Agent)
        );
        (await host.BellsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Ring_Once_When_An_Event_Is_Delivered_Twice()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await host.PublishTwiceAsync(new TicketAssignedEto(host.Ticket, host.Host.Time.Now, null, host.Agent, null));
        (await host.BellsAsync()).Count.ShouldBe(1);
        (await host.MailsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Follow_A_Persons_Wishes()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await AsAgent(
            host,
            s =>
                s.SetPreferencesAsync(
                    new PreferencesInput
                    {
                        Kinds =
                        [
                            new()
                            {
                                Kind = NotificationKind.Assigned,
                                Bell = true,
                                Mail = false,
                            },
                        ],
                    }
                )
        );
        await AsAgent(
            host,
            s =>
                s.SetPreferencesAsync(
                    new PreferencesInput
                    {
                        Kinds =
                        [
                            new()
                            {
                                Kind = NotificationKind.CustomerReplied,
                                Bell = false,
                                Mail = false,
                            },
                        ],
                    }
                )
        );
        await host.PublishAsync(
            new TicketAssignedEto(host.Ticket, host.Host.Time.Now, null, host.Agent, null),
            host.Replied(isByStaff: false)
        );
        (await host.BellsAsync()).Single().Kind.ShouldBe(NotificationKind.Assigned);
        (await host.MailsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Count_Unread_And_Ring_Live()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var rung = new List<RealTimeMessage>();
        using (host.Host.Services.GetRequiredService<ICurrentTenant>().Change(NotificationsTestHost.Tenant))
        {
            host.Host.Services.GetRequiredService<IRealTimeHub>()
                .Subscribe(message =>
                {
                    rung.Add(message);
                    return Task.CompletedTask;
                });
        }

        await host.PublishAsync(host.Replied(isByStaff: false), host.Replied(isByStaff: false), host.Replied(isByStaff: false));
        rung.Count(m => m == new RealTimeMessage("bell", host.Agent.ToString())).ShouldBe(3);
        var bell = await AsAgent(host, s => s.GetAsync());
        (bell.Unread, bell.Items.Count, bell.Items[0].Who).ShouldBe((3, 3, "李雷"));
        await AsAgent(host, s => s.MarkReadAsync(bell.Items[0].Id));
        (await AsAgent(host, s => s.GetAsync())).Unread.ShouldBe(2);
        await AsAgent(host, s => s.MarkAllReadAsync());
        (await AsAgent(host, s => s.GetAsync())).Unread.ShouldBe(0);
    }

    [Fact]
    public async Task Should_Let_A_Listener_Keep_Its_Language_Whoever_Rings()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var heard = "";
        using (host.Host.Services.GetRequiredService<ICurrentTenant>().Change(NotificationsTestHost.Tenant))
        using (Framework.Localization.LocalizerExtensions.UseCulture("zh-Hans"))
        {
            host.Host.Services.GetRequiredService<IRealTimeHub>()
                .Subscribe(_ =>
                {
                    heard = System.Globalization.CultureInfo.CurrentUICulture.Name;
                    return Task.CompletedTask;
                });
        }

        await host.PublishAsync(host.Replied(isByStaff: false));
        heard.ShouldBe("zh-Hans");
    }

    private static Task<T> AsAgent<T>(NotificationsTestHost host, Func<IBellAppService, Task<T>> work) =>
        host.Host.RunAsAsync(NotificationsTestHost.Tenant, host.Agent, "agent", p => work(p.GetRequiredService<IBellAppService>()));

    private static Task AsAgent(NotificationsTestHost host, Func<IBellAppService, Task> work) =>
        host.Host.RunAsAsync(NotificationsTestHost.Tenant, host.Agent, "agent", p => work(p.GetRequiredService<IBellAppService>()));
}
