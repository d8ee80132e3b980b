using CustomerService.Framework.Texts;
using CustomerService.Tickets;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Portal.Uploads;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Portal.Requests;

/// <summary>Reads what a form without script sends. Names of inputs are the members that problems name.</summary>
internal static class RequestForm
{
    public const string FilesName = "Files";

    private const string Uploaded = ".Uploaded";

    public static string FieldName(string key) => $"Fields[{key}]";

    /// <summary>Carries the ids of files that are here already, beside the input that brings new ones.</summary>
    public static string UploadedName(string input) => input + Uploaded;

    /// <summary>What is asked after the answers so far.</summary>
    public static IReadOnlyList<FormFieldDto> Shown(RequestTypeDto type, Func<string, string?> answer) =>
        type.Fields.ShownFor(key => answer(FieldName(key)));

    public static CreatePortalTicketInput ReadNew(IFormCollection form, RequestTypeDto type, bool isSignedIn, UploadVisitor? visitor)
    {
        var input = ReadFields(form, type, isSignedIn);
        ReadFiles(input, form, visitor, FilesName, Shown(type, name => form[name]).Where(f => f.Kind == FormFieldKind.Attachment));
        return input;
    }

    private static CreatePortalTicketInput ReadFields(IFormCollection form, RequestTypeDto type, bool isSignedIn) =>
        new()
        {
            RequestTypeKey = type.Key,
            Subject = form[nameof(CreatePortalTicketInput.Subject)].ToString().Trim(),
            Body = form[nameof(CreatePortalTicketInput.Body)].ToString(),
            Name = isSignedIn ? null : form[nameof(CreatePortalTicketInput.Name)].ToString().Trim(),
            Email = isSignedIn ? null : form[nameof(CreatePortalTicketInput.Email)].ToString().Trim(),
            Fields = Shown(type, name => form[name])
                .Where(f => f.Kind != FormFieldKind.Attachment)
                .ToDictionary(f => f.Key, f => form[FieldName(f.Key)].ToString())
                .Where(f => f.Value.Length > 0)
                .ToDictionary(),
        };

    /// <summary>
    /// Everything that is missing at once, so that nobody has to send a form several times; the rest is checked where
    /// the ticket is made.
    /// </summary>
    public static List<(string Member, FormFieldKind Kind)> Missing(CreatePortalTicketInput input, RequestTypeDto type, bool isSignedIn)
    {
        var missing = new List<(string, FormFieldKind)>();
        Check(nameof(input.Subject), input.Subject);
        Check(nameof(input.Body), input.Body);
        foreach (var field in type.Fields.ShownFor(key => input.Fields.GetValueOrDefault(key)).Where(f => f.IsRequired))
        {
            Check(
                FieldName(field.Key),
                field.Kind == FormFieldKind.Attachment ? FileOf(field) : input.Fields.GetValueOrDefault(field.Key),
                field.Kind
            );
        }

        if (!isSignedIn)
        {
            Check(nameof(input.Name), input.Name);
            Check(nameof(input.Email), input.Email);
        }

        return missing;

        string? FileOf(FormFieldDto field) =>
            input.Files.Find(f => f.FieldKey == field.Key)?.FileName ?? input.Uploaded.Find(f => f.FieldKey == field.Key)?.Id.ToString();

        void Check(string member, string? value, FormFieldKind kind = FormFieldKind.Text)
        {
            if (WellFormed.IsBlank(value))
            {
                missing.Add((member, kind));
            }
        }
    }

    /// <summary>At most one more than is allowed, so that the refusal can name the limit.</summary>
    public static void ReadFiles(
        MessageWithFilesInput input,
        IFormCollection form,
        UploadVisitor? visitor,
        string name = FilesName,
        IEnumerable<FormFieldDto>? attachmentFields = null
    )
    {
        var keys = (attachmentFields ?? []).ToDictionary(f => FieldName(f.Key), string? (f) => f.Key);
        keys[name] = null;
        input.Visitor = visitor;
        input.Files =
        [
            .. form
                .Files.Where(file => IsChosen(file) && keys.ContainsKey(file.Name))
                .Take(TicketLimits.FilesPerMessage + 1)
                .Select(file => new FileUpload
                {
                    FileName = file.FileName,
                    ContentType = file.ContentType,
                    Content = file.OpenReadStream(),
                    FieldKey = keys[file.Name],
                }),
        ];
        input.Uploaded =
        [
            .. UploadedIds(form)
                .Where(u => keys.ContainsKey(u.Input))
                .SelectMany(u => u.Ids.Select(id => new UploadedFileInput { Id = id, FieldKey = keys[u.Input] }))
                .Take(TicketLimits.FilesPerMessage + 1),
        ];
    }

    /// <summary>An input that was left alone sends no name; an empty file has one, and is told that it is empty.</summary>
    public static bool IsChosen(IFormFile file) => file.Length > 0 || file.FileName.Length > 0;

    /// <summary>By the name of the input that they belong to.</summary>
    public static IEnumerable<(string Input, IReadOnlyList<Guid> Ids)> UploadedIds(IFormCollection form) =>
        form.Where(f => f.Key.EndsWith(Uploaded, StringComparison.Ordinal))
            .Select(f =>
                (
                    f.Key[..^Uploaded.Length],
                    (IReadOnlyList<Guid>)
                        [.. f.Value.Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)]
                )
            );
}
