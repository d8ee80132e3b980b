using CustomerService.Framework.Texts;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>What is kept of an exception in a row that people look at.</summary>
internal static class ErrorText
{
    public const int MaxLength = 2000;

    public static string Of(Exception error)
    {
        var text = $"{error.GetType().Name}: {error.Message}{(error.InnerException is { } inner ? " ← " + inner.Message : "")}";
        return WellFormed.Cut(text, MaxLength);
    }
}
