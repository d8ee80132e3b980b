using Bunit;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Blazor.Pages;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace CustomerService.ComponentTests;

public sealed class RequestTypeBuilderTests : Screen
{
    private readonly Backend _backend = new();

    [Fact]
    public void Should_Move_A_Field_By_Keyboard_And_Say_Where_It_Is()
    {
        var page = Show(Field("order"), Field("amount"), Field("note"));
        page.Find("#form-field-0").KeyDown(new KeyboardEventArgs { Key = "ArrowDown", AltKey = true });
        Names(page).ShouldBe(["Amount", "Order", "Note"]);
        page.Find(".cs-sr[role=status]").TextContent.ShouldBe("“Order” is now number 2 of 3.");
        page.Find("#form-field-0").KeyDown(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true });
        Names(page).ShouldBe(["Amount", "Order", "Note"]);
    }

    [Fact]
    public void Should_Move_A_Field_By_Its_Buttons()
    {
        var page = Show(Field("order"), Field("amount"));
        page.Find("[aria-label='Move up: Amount']").Click();
        Names(page).ShouldBe(["Amount", "Order"]);
        page.Find("[aria-label='Move up: Amount']").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Should_Take_A_Field_To_The_Place_Where_It_Was_Dropped()
    {
        var page = Show(Field("order"), Field("amount"), Field("note"));
        await DropAsync(page, Draft(page).Last(), 0);
        Names(page).ShouldBe(["Note", "Order", "Amount"]);
    }

    [Fact]
    public async Task Should_Make_A_New_Field_Of_The_Kind_That_Was_Dropped_Or_Clicked()
    {
        var page = Show(Field("order"), Field("amount"));
        var kinds = page.FindComponent<MudDropContainer<FormFieldInput>>().Instance.Items!;
        await DropAsync(page, kinds.First(k => k.Kind == FormFieldKind.Date), 1);
        page.FindAll(".mud-drop-zone button").First(b => b.TextContent == "Number").Click();
        page.FindAll("[id^=form-field-] .cs-sub")
            .Select(x => x.TextContent.Trim())
            .ShouldBe(["Short text", "Date", "Short text", "Number"]);
        page.Find("#field-title").TextContent.ShouldBe("Field 4");
    }

    [Fact]
    public void Should_Ask_In_The_Preview_What_Belongs_To_The_Answer()
    {
        var page = Show(Choice(), Dependent());
        page.FindAll("[data-preview] [data-field]").Count.ShouldBe(1);
        page.FindAll("[data-preview] input[type=radio]")[0].Change("late");
        page.Find("[data-preview] [data-field=since] .cs-label").TextContent.ShouldContain("Since");
        page.FindAll("[data-preview] input[type=radio]")[1].Change("lost");
        page.FindAll("[data-preview] [data-field=since]").ShouldBeEmpty();
    }

    [Fact]
    public void Should_Show_The_Preview_In_The_Chosen_Language()
    {
        var page = Show(Choice());
        page.Find("[data-preview]").TextContent.ShouldContain("Send request");
        page.FindAll(".mud-toggle-item").Single(b => b.TextContent.Trim() == "中文").Click();
        var preview = page.Find("[data-preview]");
        preview.TextContent.ShouldContain("哪里不对");
        preview.TextContent.ShouldNotContain("Send request");
        page.Find("h2").TextContent.ShouldBe("Basics");
    }

    [Fact]
    public void Should_Refuse_In_The_Preview_What_The_Portal_Refuses()
    {
        var amount = Field("amount", FormFieldKind.Number);
        (amount.IsRequired, amount.Min) = (true, "1");
        var page = Show(amount);
        page.Find("[data-preview] button").Click();
        page.Find("[data-preview] .cs-error").TextContent.ShouldContain("Please enter a number");
        page.Find("#preview-0").Change("0");
        page.Find("[data-preview] .cs-error").TextContent.ShouldContain("1 or more");
        page.Find("#preview-0").Change("2");
        page.FindAll("[data-preview] .cs-error").ShouldBeEmpty();
    }

    [Fact]
    public void Should_Show_A_Label_In_The_Preview_While_It_Is_Typed()
    {
        var page = Show(Field("order"));
        page.Find("#field-label").Input("Order number");
        page.Find("[data-preview] [data-field=order] .cs-label").TextContent.ShouldContain("Order number");
    }

    [Fact]
    public void Should_Name_The_Question_When_A_Field_Comes_To_Stand_Above_It()
    {
        var page = Show(Choice(), Dependent());
        page.FindAll("[id^=form-field-] .cs-error").ShouldBeEmpty();
        page.Find("[aria-label='Move up: Since']").Click();
        page.Find("#form-field-0 .cs-error").TextContent.ShouldContain("Needs your attention");
        page.Find("#form-field-0").Click();
        page.Find(".mud-alert").TextContent.ShouldContain("This field depends on “What is wrong?”, which now stands below it.");
    }

    [Fact]
    public void Should_Name_The_Question_That_Was_Taken_Out()
    {
        var page = Show(Choice(), Dependent());
        page.Find("[aria-label='Delete: What is wrong?']").Click();
        page.Find(".mud-alert").TextContent.ShouldContain("depends on the question “wrong”, which is not in the form any more");
    }

    [Fact]
    public void Should_Keep_A_Condition_When_Its_Question_Or_Answer_Gets_Another_Name()
    {
        var page = Show(Choice(), Dependent());
        page.Find("#field-key").Change("problem");
        page.FindComponents<MudTextField<string>>().First(f => f.Instance.Label == "Value").Find("input").Change("delayed");
        page.FindAll("[id^=form-field-] .cs-error").ShouldBeEmpty();
        page.FindAll("[data-preview] input[type=radio]")[0].Change("delayed");
        page.FindAll("[data-preview] [data-field=since]").Count.ShouldBe(1);
    }

    [Fact]
    public void Should_Show_What_Is_Wrong_With_A_Field_Although_Another_Was_Looked_At()
    {
        var page = Show(Field("order"), Field("amount"));
        _backend.Answers["SaveAsync"] = _ => throw new InputValidationException([new InputProblem("Fields[1].LabelZh", "Write a label.")]);
        page.Find("form#type").Submit();
        page.Find("#field-title").TextContent.ShouldBe("Field 2");
        page.Markup.ShouldContain("Write a label.");
        page.FindAll("[id^=form-field-]")[1].TextContent.ShouldContain("Needs your attention");
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Should_Ask_Before_Unsaved_Changes_Are_Lost(bool isChanged)
    {
        var page = Show(Field("order"));
        if (isChanged)
        {
            page.Find("#field-label").Input("Order number");
        }

        Services.GetRequiredService<NavigationManager>().NavigateTo("/admin/calendars");
        _dialogs!.FindAll(".mud-message-box").Count.ShouldBe(isChanged ? 1 : 0);
    }

    private IRenderedComponent<MudDialogProvider>? _dialogs;

    private IRenderedComponent<RequestTypeEditPage> Show(params FormFieldInput[] fields)
    {
        _backend.Answers["GetForEditAsync"] = _ => new SaveRequestTypeInput
        {
            NameEn = "Order",
            NameZh = "订单",
            Key = "order",
            Fields = [.. fields],
        };
        _backend.AddTo(Services);
        _dialogs = RenderDialogs();
        return Render<RequestTypeEditPage>(p => p.Add(x => x.Id, Guid.NewGuid()));
    }

    private static FormFieldInput Field(string key, FormFieldKind kind = FormFieldKind.Text) =>
        new()
        {
            Key = key,
            Kind = kind,
            LabelEn = char.ToUpperInvariant(key[0]) + key[1..],
            LabelZh = key,
        };

    private static FormFieldInput Choice() =>
        new()
        {
            Key = "wrong",
            Kind = FormFieldKind.Choice,
            LabelEn = "What is wrong?",
            LabelZh = "哪里不对？",
            Options =
            [
                new FormOptionInput
                {
                    Value = "late",
                    LabelEn = "Late",
                    LabelZh = "迟到",
                },
                new FormOptionInput
                {
                    Value = "lost",
                    LabelEn = "Lost",
                    LabelZh = "丢失",
                },
            ],
        };

    private static FormFieldInput Dependent()
    {
        var field = Field("since", FormFieldKind.Date);
        (field.ShownWhenField, field.ShownWhenValues) = ("wrong", ["late"]);
        return field;
    }

    private static IEnumerable<FormFieldInput> Draft(IRenderedComponent<RequestTypeEditPage> page) =>
        page.FindComponent<Tickets.Blazor.Components.FormFieldList>().Instance.Draft.Fields;

    private static IEnumerable<string> Names(IRenderedComponent<RequestTypeEditPage> page) =>
        page.FindAll("[id^=form-field-]").Select(f => f.ChildNodes[0].TextContent.Trim());

    /// <summary>As the browser ends a drag.</summary>
    private static Task DropAsync(IRenderedComponent<RequestTypeEditPage> page, FormFieldInput field, int place)
    {
        var container = page.FindComponent<MudDropContainer<FormFieldInput>>();
        return container.InvokeAsync(() =>
            container.Instance.ItemDropped.InvokeAsync(new MudItemDropInfo<FormFieldInput>(field, "form", place))
        );
    }
}
