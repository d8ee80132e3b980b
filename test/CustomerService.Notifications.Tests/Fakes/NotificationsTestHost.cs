using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.Events;
using CustomerService.Notifications.Bell;
using CustomerService.Notifications.Mail;
using CustomerService.Sla.Clocks;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Fakes;

/// <summary>A tenant with a customer, an agent and a ticket, over a mail server of its own.</summary>
internal sealed class NotificationsTestHost : IAsyncDisposable
{
    public static readonly Guid Tenant = TestHost.TenantA;

    private NotificationsTestHost(TestHost host) => Host = host;

    public TestHost Host { get; }

    public TestSmtpServer Smtp { get; } = new();

    public FakeTickets Tickets => Host.Services.GetRequiredService<FakeTickets>();

    public FakeSla Sla => Host.Services.GetRequiredService<FakeSla>();

    public FakeUsers Users => Host.Services.GetRequiredService<FakeUsers>();

    public Guid Customer { get; private set; }

    public Guid Agent { get; private set; }

    public TicketSnapshot Ticket { get; private set; } = null!;

    public SmtpOptions Options => Host.Services.GetRequiredService<IOptions<SmtpOptions>>().Value;

    public static async Task<NotificationsTestHost> CreateAsync(
        string customerLanguage = "en",
        DatabaseProvider provider = DatabaseProvider.Sqlite
    )
    {
        var host = new NotificationsTestHost(await TestHost.CreateAsync<NotificationsTestModule>(provider));
        (host.Options.Host, host.Options.Port, host.Options.From) = ("127.0.0.1", host.Smtp.Port, "help@cloud.example");
        host.Customer = host.Users.Add("李雷", customerLanguage, isStaff: false);
        host.Agent = host.Users.Add("韩梅梅", "zh-Hans");
        host.Ticket = new TicketSnapshot(
            Guid.NewGuid(),
            1042,
            "充电宝不充电 [link](http://evil.example)",
            TicketStatus.New,
            TicketPriority.Urgent,
            TicketGrade.Low,
            TicketGrade.Low,
            Guid.NewGuid(),
            "product",
            TicketChannel.Portal,
            host.Customer,
            host.Agent,
            null,
            host.Host.Time.Now,
            0,
            customerLanguage
        );
        host.Tickets.All[host.Ticket.Id] = host.Ticket;
        host.Tickets.Contacts[host.Ticket.Id] = new TicketContactDto(
            host.Customer,
            "李雷",
            host.Users.All[host.Customer].Email,
            customerLanguage,
            null
        );
        host.Tickets.Watchers.Add(host.Customer);
        host.Sla.Promise(host.Ticket.Id, SlaMetric.FirstResponse, host.Host.Time.Now, 1);
        host.Sla.Promise(host.Ticket.Id, SlaMetric.Resolution, host.Host.Time.Now, 26);
        return host;
    }

    /// <summary>The newest public reply, and the status that it left.</summary>
    public Guid Say(string reply, TicketStatus status)
    {
        var id = Message(reply, isByStaff: true);
        Tickets.All[Ticket.Id] = Ticket with { Status = status };
        Tickets.Contacts[Ticket.Id] = Tickets.Contacts[Ticket.Id] with
        {
            LastPublicReplyId = id,
            ResolvedAt = status.IsFinal() ? Host.Time.Now : null,
        };
        return id;
    }

    public TicketRepliedEto Replied(
        bool isByStaff,
        bool isPublic = true,
        string text = "您好，请试试换一根线。",
        Guid? messageId = null,
        params Guid[] mentioned
    ) =>
        new(
            Ticket,
            Host.Time.Now,
            messageId ?? Message(text, isByStaff),
            isByStaff ? Agent : Customer,
            isByStaff ? "韩梅梅" : "李雷",
            isByStaff,
            isPublic,
            text.Length > 10 ? text[..10] + "…" : text,
            mentioned
        );

    /// <summary>Lets the moment pass in which routing and clocks do their part.</summary>
    public async Task SettleAsync()
    {
        Host.Time.Advance(Customers.PromiseTimerHandler.Moment);
        await Host.DrainAsync();
    }

    private Guid Message(string text, bool isByStaff)
    {
        var id = Guid.CreateVersion7();
        Tickets.Messages[id] = new(id, text, isByStaff, true);
        return id;
    }

    public async Task PublishAsync(params object[] etos)
    {
        await Host.RunAsync(
            Tenant,
            async p =>
            {
                foreach (var eto in etos)
                {
                    await p.GetRequiredService<IDistributedEventBus>().PublishAsync(eto);
                }
            }
        );
        await Host.DrainAsync();
    }

    /// <summary>Delivers what was handled already as if the process had died before it could say so.</summary>
    public async Task PublishTwiceAsync(object eto)
    {
        await Host.RunAsync(Tenant, p => p.GetRequiredService<IDistributedEventBus>().PublishAsync(eto));
        var message = (
            await Host.RunAsync(
                Tenant,
                p => p.GetRequiredService<CustomerServiceDbContext>().Set<OutboxMessage>().AsNoTracking().ToListAsync()
            )
        ).Single();
        await Host.DrainAsync();
        await Host.RunAsync(
            Tenant,
            p =>
            {
                p.GetRequiredService<CustomerServiceDbContext>().Add(message);
                return Task.CompletedTask;
            }
        );
        await Host.DrainAsync();
    }

    public Task SendAsync() => Host.Jobs.RunAsync();

    public Task<List<OutgoingMail>> MailsAsync() =>
        Host.RunAsync(
            Tenant,
            p => p.GetRequiredService<CustomerServiceDbContext>().Set<OutgoingMail>().AsNoTracking().OrderBy(m => m.Id).ToListAsync()
        );

    public Task<List<BellNotification>> BellsAsync() =>
        Host.RunAsync(
            Tenant,
            p => p.GetRequiredService<CustomerServiceDbContext>().Set<BellNotification>().AsNoTracking().OrderBy(m => m.Id).ToListAsync()
        );

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Smtp.DisposeAsync();
    }
}
