using CustomerService.Notifications.Fakes;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Notifications.Customers;

public sealed class CustomerMailTests
{
    [Fact]
    public async Task Should_Confirm_A_Request_With_The_Promise_In_The_Customers_Language_And_The_Tenants_Zone()
    {
        await using var host = await NotificationsTestHost.CreateAsync("zh-Hans");
        await host.PublishAsync(new TicketCreatedEto(host.Ticket, host.Host.Time.Now));
        await host.SendAsync();
        var mail = host.Smtp.Mails.Single();
        mail.Subject.ShouldBe("已收到您的请求 [#1042] 充电宝不充电 [link](http://evil.example)");

        // Nine o'clock UTC is 17:00 in Shanghai.
        mail.PlainText.ShouldContain("我们会在 今天 18:00 前回复您，预计 明天 19:00 前解决");
        mail.PlainText.ShouldContain("充电宝不充电 [link](http://evil.example) 已受理。\r\n\r\n");
        mail.PlainText.ShouldContain("接下来");
        mail.PlainText.ShouldContain($"http://test.localhost/access/{host.Customer:N}?to=%2Frequests%2F1042");
        mail.Html.ShouldNotContain("href=\"http://evil.example", Case.Insensitive, "a customer's words make no links");
    }

    [Fact]
    public async Task Should_Say_Times_In_The_Customers_Own_Zone()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        host.Users.All[host.Customer] = host.Users.All[host.Customer] with { TimeZone = "Europe/Berlin" };
        await host.PublishAsync(new TicketCreatedEto(host.Ticket, host.Host.Time.Now));
        (await host.MailsAsync())
            .Single()
            .Body.ShouldContain("We will reply by **today 11:00** and expect to resolve it by **tomorrow 12:00**");
    }

    [Theory]
    [InlineData(TicketStatus.InProgress, "Answer to [#1042]")]
    [InlineData(TicketStatus.WaitingForCustomer, "We need an answer from you: [#1042]")]
    [InlineData(TicketStatus.Resolved, "Solved: [#1042]")]
    public async Task Should_Mail_A_Reply_By_What_It_Is(TicketStatus status, string subject)
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        host.Say("您好，请试试换一根线。还不行的话，告诉我们序列号。", status);
        await host.PublishAsync(host.Replied(isByStaff: true));
        var mail = (await host.MailsAsync()).Single();
        mail.Subject.ShouldStartWith(subject);
        mail.Body.ShouldContain("告诉我们序列号", Case.Sensitive, "the whole reply, not its beginning");
    }

    [Fact]
    public async Task Should_Send_One_Mail_When_Answer_And_Solution_Come_Together()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        host.Say("Done.", TicketStatus.Resolved);
        await host.PublishAsync(
            host.Replied(isByStaff: true),
            new TicketStatusChangedEto(host.Ticket, host.Host.Time.Now, TicketStatus.InProgress, TicketStatus.Resolved, host.Agent, false)
        );
        var mail = (await host.MailsAsync()).Single();
        mail.ActionUrl!.ShouldContain(Uri.EscapeDataString("#rate"));
    }

    [Fact]
    public async Task Should_Say_Once_That_Several_Requests_Are_Answered_Together()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var merged = new[] { 1043L, 1044L }.Select(n => host.Ticket with { Id = Guid.NewGuid(), Number = n, Status = TicketStatus.Closed });
        await host.PublishAsync([.. merged.Select(t => new TicketMergedEto(t, host.Host.Time.Now, host.Ticket, [1043, 1044], host.Agent))]);
        var mail = (await host.MailsAsync()).Single();
        mail.Subject.ShouldStartWith("Answered together: [#1042]");
        mail.Body.ShouldContain("Everything you wrote in #1043, #1044 is there now.");
        mail.ActionUrl!.ShouldContain(Uri.EscapeDataString("/requests/1042"));
    }

    [Fact]
    public async Task Should_Say_When_A_Solved_Request_Closes_And_Tell_Of_It_Unless_The_Customer_Closed_It()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        host.Tickets.Contacts[host.Ticket.Id] = host.Tickets.Contacts[host.Ticket.Id] with { ClosesAt = host.Host.Time.Now.AddDays(7) };
        await host.PublishAsync(
            new TicketStatusChangedEto(host.Ticket, host.Host.Time.Now, TicketStatus.InProgress, TicketStatus.Resolved, host.Agent, false)
        );
        (await host.MailsAsync()).Single().Body.ShouldContain("it closes automatically **Mar 9, 17:00**");

        host.Host.Time.Advance(TimeSpan.FromDays(7));
        var closed = new TicketStatusChangedEto(host.Ticket, host.Host.Time.Now, TicketStatus.Resolved, TicketStatus.Closed, null, false);
        await host.PublishAsync(closed with { ActorId = host.Customer }, closed with { IsImported = true });
        (await host.MailsAsync()).Count.ShouldBe(1);
        await host.PublishAsync(closed);
        var mail = (await host.MailsAsync()).Last();
        mail.Subject.ShouldStartWith("Closed: [#1042]");
        mail.Body.ShouldContain("open the request again until **Mar 23, 17:00**");
    }

    [Fact]
    public async Task Should_Tell_Of_Reopening_And_Say_Nothing_Of_Notes_Imports_And_To_Those_Who_Do_Not_Follow()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await host.PublishAsync(
            host.Replied(isByStaff: true, isPublic: false),
            host.Replied(isByStaff: true) with
            {
                IsImported = true,
            },
            new TicketCreatedEto(host.Ticket, host.Host.Time.Now, IsImported: true),
            new TicketStatusChangedEto(
                host.Ticket,
                host.Host.Time.Now,
                TicketStatus.InProgress,
                TicketStatus.Resolved,
                null,
                false,
                IsImported: true
            )
        );
        (await host.MailsAsync()).ShouldBeEmpty();

        await host.PublishAsync(
            new TicketStatusChangedEto(host.Ticket, host.Host.Time.Now, TicketStatus.Resolved, TicketStatus.InProgress, host.Customer, true)
        );
        (await host.MailsAsync()).Single().Subject.ShouldStartWith("Opened again");

        host.Tickets.Watchers.Clear();
        await host.PublishAsync(host.Replied(isByStaff: true));
        (await host.MailsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Mail_Once_When_An_Event_Is_Delivered_Twice()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await host.PublishTwiceAsync(new TicketCreatedEto(host.Ticket, host.Host.Time.Now));
        (await host.MailsAsync()).Count.ShouldBe(1);
    }
}
