using System.ComponentModel.DataAnnotations;

namespace CustomerService.Framework.Emailing;

/// <summary>The member holds an address that mail can be sent to, or nothing (<see cref="RequiredAttribute"/> says more).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EmailAttribute : ValidationAttribute
{
    public EmailAttribute() => ErrorMessage = "Framework.Validation.Email";

    public override bool IsValid(object? value) => value is not string { Length: > 0 } text || EmailAddresses.TryNormalize(text, out _);
}
