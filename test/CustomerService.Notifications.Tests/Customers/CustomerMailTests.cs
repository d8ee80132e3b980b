using CustomerService.Notifications.Fakes;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Notifications.Customers;

public sealed class CustomerMailTests
{
    [Fact]
    public async Task Should_Confirm_A_Request_With_The_Promise_In_The_Customers_Language_And_The_Tenants_Zone()
    {
        await using var host = await NotificationsTestHost.CreateAsync("zh-Hans");
        await host.PublishAsync(new TicketCreatedEto(host.Ticket, host.Host.Time.Now));
        await host.SettleAsync();
        await host.SendAsync();
        var mail = host.Smtp.Mails.Single();
        mail.Subject.ShouldBe("[#1042] 充电宝不充电 [link](http://evil.example)");

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
        await host.SettleAsync();
        (await host.MailsAsync())
            .Single()
            .Body.ShouldContain("We will reply by **today 11:00** and expect to resolve it by **tomorrow 12:00**");
    }

    [Theory]
    [InlineData(TicketStatus.InProgress, "reply:")]
    [InlineData(TicketStatus.WaitingForCustomer, "reply:")]
    [InlineData(TicketStatus.Resolved, "resolved:")]
    public async Task Should_Mail_A_Reply_By_What_It_Is(TicketStatus status, string key)
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var id = host.Say("您好，请试试换一根线。还不行的话，告诉我们序列号。", status);
        await host.PublishAsync(host.Replied(isByStaff: true, messageId: id));
        var mail = (await host.MailsAsync()).Single();
        mail.Key.ShouldStartWith(key);
        mail.Body.Contains("has a question", StringComparison.Ordinal).ShouldBe(status == TicketStatus.WaitingForCustomer);
        mail.Quote.ShouldNotBeNull().ShouldContain("告诉我们序列号", Case.Sensitive, "the whole reply, not its beginning");
    }

    [Fact]
    public async Task Should_Send_Each_Of_Two_Quick_Answers_Whole()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var answer = new string('x', 279) + "😀 and the rest: reset code 4711.";
        var first = host.Replied(isByStaff: true, text: answer, messageId: host.Say(answer, TicketStatus.InProgress));
        var second = host.Replied(
            isByStaff: true,
            text: "One more thing.",
            messageId: host.Say("One more thing.", TicketStatus.InProgress)
        );
        await host.PublishAsync(first, second);
        await host.SendAsync();
        host.Smtp.Mails.Count.ShouldBe(2);
        host.Smtp.Mails.ShouldContain(m => m.PlainText.Contains("😀 and the rest: reset code 4711.") && m.Html.Contains("code 4711"));
        host.Smtp.Mails.ShouldContain(m => m.PlainText.Contains("One more thing."));
    }

    [Fact]
    public async Task Should_Keep_An_Earlier_Answer_When_The_Last_One_Is_Told_With_The_Solution()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var first = host.Replied(isByStaff: true, text: "First.", messageId: host.Say("First.", TicketStatus.InProgress));
        var second = host.Replied(isByStaff: true, text: "Fixed.", messageId: host.Say("Fixed.", TicketStatus.Resolved));
        await host.PublishAsync(first, second, Solved(host));
        (await host.MailsAsync()).Select(m => m.Quote).ShouldBe(["First.", "Fixed."], ignoreOrder: true);
    }

    [Fact]
    public async Task Should_Not_Repeat_In_The_Solution_What_Was_Answered_Before()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var id = host.Say("Fixed.", TicketStatus.InProgress);
        await host.PublishAsync(host.Replied(isByStaff: true, messageId: id));
        host.Tickets.All[host.Ticket.Id] = host.Ticket with { Status = TicketStatus.Resolved };
        await host.PublishAsync(Solved(host));
        var mails = await host.MailsAsync();
        mails.Select(m => m.Quote).ShouldBe(["Fixed.", null]);
        mails[1].Body.ShouldNotContain("{quote}");
    }

    [Fact]
    public async Task Should_Show_A_Reply_In_Text_And_Html_As_It_Was_Written()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        const string Reply =
            "**Bold** and [our guide](https://help.example.com/kb/x) or [this](/kb/a/b)\n\n    at Foo.Bar(String[] args) in "
            + "C:\\src\\a_b.cs:line 12\n\n"
            + "Title\n=====\ntext in \\\\server\\_share\n\n请看 https://example.com/a（说明）";
        await host.PublishAsync(host.Replied(isByStaff: true, text: Reply, messageId: host.Say(Reply, TicketStatus.InProgress)));
        await host.SendAsync();
        var mail = host.Smtp.Mails.Single();
        mail.PlainText.ShouldContain(
            "> Bold and our guide (https://help.example.com/kb/x) or this (http://test.localhost/kb/a/b)\r\n> \r\n"
                + "> at Foo.Bar(String[] args) in C:\\src\\a_b.cs:line 12\r\n> \r\n> Title\r\n> =====\r\n> text in \\\\server\\_share\r\n"
        );
        mail.Html.ShouldContain("<strong>Bold</strong> and <a href=\"https://help.example.com/kb/x\"");
        mail.Html.ShouldContain("at Foo.Bar(String[] args) in C:\\src\\a_b.cs:line 12");
        mail.Html.ShouldContain("<a href=\"https://example.com/a\"");
        mail.Html.ShouldNotContain("<h1");
        mail.Html.ShouldContain("Title<br>");
    }

    [Fact]
    public async Task Should_Put_All_Mails_Of_A_Ticket_Into_One_Thread()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await host.PublishAsync(new TicketCreatedEto(host.Ticket, host.Host.Time.Now));
        await host.SettleAsync();
        await host.PublishAsync(host.Replied(isByStaff: true, text: "one"));
        await host.PublishAsync(host.Replied(isByStaff: true, text: "two"));
        await host.SendAsync();
        var ids = (await host.MailsAsync()).ConvertAll(m => $"<{m.Id:N}@cloud.example>");
        var mails = ids.ConvertAll(id => host.Smtp.Mails.Single(m => m.Header("Message-ID") == id));
        mails.Select(m => m.Subject).Distinct().ShouldBe([$"[#1042] {host.Ticket.Subject}"]);
        mails[0].Raw.ShouldNotContain("In-Reply-To:");
        mails[1].Header("References").ShouldBe(ids[0]);
        mails[1].Header("In-Reply-To").ShouldBe(ids[0]);
        mails[2].Header("References").ShouldBe($"{ids[0]} {ids[1]}");
        mails[2].Header("In-Reply-To").ShouldBe(ids[1]);
        mails[2].Header("Thread-Index")[..28].ShouldBe(mails[0].Header("Thread-Index")[..28]);
    }

    [Fact]
    public async Task Should_Promise_What_The_Clock_Says_That_Runs_After_Routing()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        host.Sla.Clocks.Clear();
        await host.PublishAsync(new TicketCreatedEto(host.Ticket, host.Host.Time.Now));
        await host.SettleAsync();
        (await host.MailsAsync()).ShouldBeEmpty("no clock runs yet");

        // The group's rules promise less than those for everybody.
        host.Sla.Promise(host.Ticket.Id, SlaMetric.FirstResponse, host.Host.Time.Now, 3);
        await host.SettleAsync();
        var mail = (await host.MailsAsync()).Single();
        mail.Body.ShouldContain("**today 20:00**");
        mail.Body.ShouldNotContain("resolve it by");
    }

    [Fact]
    public async Task Should_Send_One_Mail_When_Answer_And_Solution_Come_Together()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var id = host.Say("Fixed.", TicketStatus.Resolved);
        var solved = Solved(host);
        await host.PublishAsync(host.Replied(isByStaff: true, messageId: id), solved with { At = solved.At.AddMilliseconds(40) });
        var mail = (await host.MailsAsync()).Single();
        mail.Quote.ShouldBe("Fixed.");
        mail.ActionUrl!.ShouldContain(Uri.EscapeDataString("#rate"));
    }

    [Fact]
    public async Task Should_Say_Once_That_Several_Requests_Are_Answered_Together()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        var merged = new[] { 1043L, 1044L }.Select(n => host.Ticket with { Id = Guid.NewGuid(), Number = n, Status = TicketStatus.Closed });
        await host.PublishAsync([.. merged.Select(t => new TicketMergedEto(t, host.Host.Time.Now, host.Ticket, [1043, 1044], host.Agent))]);
        var mail = (await host.MailsAsync()).Single();
        mail.Key.ShouldStartWith("merged:");
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
        mail.Key.ShouldStartWith("closed:");
        mail.Body.ShouldContain("reopen the request until **Mar 23, 17:00**");
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
        await host.SettleAsync();
        (await host.MailsAsync()).Single().Key.ShouldStartWith("reopened:");

        host.Tickets.Watchers.Clear();
        await host.PublishAsync(host.Replied(isByStaff: true));
        (await host.MailsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Mail_Once_When_An_Event_Is_Delivered_Twice()
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        await host.PublishTwiceAsync(new TicketCreatedEto(host.Ticket, host.Host.Time.Now));
        await host.SettleAsync();
        (await host.MailsAsync()).Count.ShouldBe(1);
    }

    private static TicketStatusChangedEto Solved(NotificationsTestHost host) =>
        new(host.Ticket, host.Host.Time.Now, TicketStatus.InProgress, TicketStatus.Resolved, host.Agent, false);
}
