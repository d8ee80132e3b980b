using Bunit;
using CustomerService.Framework.Blazor.Components;
using CustomerService.Framework.Errors;

namespace CustomerService.ComponentTests;

public sealed class FormFieldTests : Screen
{
    [Fact]
    public void Should_Tie_Label_Problem_And_Help_To_The_Input()
    {
        var field = Render<FormField>(p =>
            p.Add(x => x.Member, "Email")
                .Add(x => x.Label, "Mail")
                .Add(x => x.Value, "nobody")
                .Add(x => x.Help, "We answer there.")
                .Add(x => x.Problems, [new InputProblem("email", "This is no mail address.")])
        );
        var input = field.Find("input");
        field.Find("label").GetAttribute("for").ShouldBe(input.Id);
        input.GetAttribute("aria-invalid").ShouldBe("true");
        input.GetAttribute("value").ShouldBe("nobody");
        input.GetAttribute("aria-describedby")!.Split(' ').ShouldAllBe(id => field.Find("#" + id) != null);
        field.Find("#error-Email").TextContent.ShouldContain("This is no mail address.");
    }

    [Fact]
    public void Should_Not_Send_A_Password_Back() =>
        Render<FormField>(p =>
                p.Add(x => x.Member, "Password").Add(x => x.Label, "Password").Add(x => x.Type, "password").Add(x => x.Value, "secret")
            )
            .Find("input")
            .HasAttribute("value")
            .ShouldBeFalse();
}
