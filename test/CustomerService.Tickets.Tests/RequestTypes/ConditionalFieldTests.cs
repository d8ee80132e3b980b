using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.RequestTypes;

/// <summary>A question is put, and its answer demanded, only after the answers it belongs to.</summary>
public sealed class ConditionalFieldTests
{
    private static readonly IReadOnlyList<FormFieldDto> Fields =
    [
        new("topic", FormFieldKind.Choice, true, "Topic", null, [new("late", "Late"), new("wrong", "Wrong item")]),
        new(
            "wish",
            FormFieldKind.Choice,
            true,
            "Wish",
            null,
            [new("swap", "Swap"), new("refund", "Refund")],
            new FieldConditionDto("topic", ["wrong"])
        ),
        new("account", FormFieldKind.Text, true, "Account", null, [], new FieldConditionDto("wish", ["refund"])),
    ];

    [Theory]
    [InlineData("late", "refund", "topic")]
    [InlineData("wrong", "swap", "topic wish")]
    [InlineData("wrong", "refund", "topic wish account")]
    [InlineData("", "refund", "topic")]
    public void Should_Ask_Only_What_Belongs_To_The_Answers(string topic, string wish, string asked)
    {
        var answers = new Dictionary<string, string> { ["topic"] = topic, ["wish"] = wish };

        string.Join(' ', Fields.ShownFor(key => answers.GetValueOrDefault(key)).Select(f => f.Key)).ShouldBe(asked);
    }

    [Fact]
    public async Task Should_Demand_And_Keep_Only_What_Was_Asked()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TicketTestModule));
        await host.RunAsync(
            TestHost.TenantA,
            provider =>
            {
                var forms = provider.GetRequiredService<FormValues>();
                var type = new RequestTypeDto(
                    Guid.NewGuid(),
                    "order",
                    "Order",
                    "",
                    null,
                    "package",
                    false,
                    default,
                    default,
                    default,
                    Fields
                );

                FormValues
                    .Read(
                        forms.Check(
                            type,
                            new Dictionary<string, string>
                            {
                                ["topic"] = "late",
                                ["wish"] = "refund",
                                ["account"] = "left behind",
                            },
                            false
                        )
                    )
                    .Select(f => f.Key)
                    .ShouldBe(["topic"]);
                Should
                    .Throw<InputValidationException>(() =>
                        forms.Check(type, new Dictionary<string, string> { ["topic"] = "wrong", ["wish"] = "refund" }, false)
                    )
                    .Problems.Select(p => p.Member)
                    .ShouldBe(["Fields[account]"]);
                return Task.CompletedTask;
            }
        );
    }

    [Theory]
    [InlineData("none", "late")]
    [InlineData("topic", "unknown")]
    [InlineData("wish", "swap")]
    public void Should_Refuse_Conditions_That_Cannot_Be_Met(string field, string value)
    {
        static FormField Choice(string key, FieldCondition? condition, params string[] values) =>
            new(
                key,
                FormFieldKind.Choice,
                true,
                new(key, key),
                LocalizedText.Empty,
                [.. values.Select(v => new FormOption(v, new(v, v)))],
                condition
            );
        var form = new RequestTypeForm(
            new("a", "b"),
            LocalizedText.Empty,
            LocalizedText.Empty,
            [Choice("topic", null, "late"), Choice("wish", new FieldCondition(field, [value]), "swap")]
        );

        Should.Throw<BusinessException>(form.Check).Code.ShouldBe(TicketErrorCodes.ConditionNeedsEarlierChoice);
    }
}
