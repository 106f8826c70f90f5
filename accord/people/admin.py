"""Administration of people: organisations, accounts, memberships."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_tasks_db.models import DBTaskResult

from accord.kernel.actors import as_actor
from accord.people.actions import (
    close_token,
    keep_password,
    opposite_roles,
    save_account,
    save_membership,
)
from accord.people.factors import remove_factor
from accord.people.journal import note
from accord.people.models import (
    AccessToken,
    Event,
    JournalEntry,
    Membership,
    Organisation,
    OrganisationAlias,
    Role,
    Supervision,
    User,
)
from accord.web.admin_bases import LedgerAdmin, ReferenceAdmin
from accord.web.clean_forms import CleanForm
from accord.web.requests import site_request

# Rights come by memberships: a group would give none. Keys of second factors, and what tasks were
# given, are shown on no page.
for model in (Group, TOTPDevice, StaticDevice, DBTaskResult):
    admin.site.unregister(model)


@admin.register(Organisation)
class OrganisationAdmin(ReferenceAdmin):
    list_display = ["short_name", "code", "kind", "siret"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]


@admin.register(OrganisationAlias)
class OrganisationAliasAdmin(ReferenceAdmin):
    list_display = ["name", "organisation"]
    search_fields = ["name"]
    fields = ["organisation", "name", "source"]


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People by name and address: two of them may have one name."""

    def label_from_instance(self, person: User) -> str:
        return person.name_and_address


class _OwnBodyAdmin(ReferenceAdmin):
    """Rows about one body, written by its own administrators or the technical administrator."""

    organisation_field = "organisation"

    def _writes(self, request: HttpRequest, obj: Any = None) -> bool:
        reader = site_request(request).reader
        if not self.has_view_permission(request):
            return False
        body_id = reader.body_id if obj is None else getattr(obj, f"{self.organisation_field}_id")
        return reader.is_technician or reader.acts_for(body_id, Role.ADMINISTRATOR)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        reader = site_request(request).reader
        if db_field.name == self.organisation_field and not reader.is_technician:
            kwargs["queryset"] = Organisation.objects.filter(pk__in=[reader.body_id])
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.visible_to(reader)
            kwargs["form_class"] = PersonField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Membership)
class MembershipAdmin(_OwnBodyAdmin):
    list_display = ["person", "organisation", "role", "starts_on", "ends_on"]
    list_filter = ["role", "organisation"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__email", "user__last_name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A role is a person's in a body: another person, or another body, is another role."""
        fixed = () if obj is None else ("user", "organisation")
        return (*super().get_readonly_fields(request, obj), *fixed)

    @admin.display(description="compte", ordering="user__email")
    def person(self, row: Membership) -> str:
        return row.user.name_and_address

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        save_membership(obj, by=as_actor(site_request(request).reader), reason="administration")
        if others := opposite_roles(obj):
            elsewhere = ", ".join(place.place for place in others)
            self.message_user(
                request,
                f"{obj.user.name_and_address} réunit contrôle et gestion : {obj.place}, et "
                f"{elsewhere}. C’est inscrit au journal des accès.",
                messages.WARNING,
            )


@admin.register(Supervision)
class SupervisionAdmin(_OwnBodyAdmin):
    organisation_field = "holder"
    list_display = ["holder", "starts_on", "ends_on"]
    list_select_related = ["holder"]


class AccountCreationForm(CleanForm, AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("email", "first_name", "last_name")


class AccountChangeForm(CleanForm, UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type[forms.Field]] = {}


class AccountPasswordForm(CleanForm, AdminPasswordChangeForm):  # type: ignore[type-arg]
    """A new password, or none any more: what the old one had opened is closed, REST included."""

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        keep_password(user)
        return user


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts: created and closed by the technical administrator; rights come by memberships."""

    form = AccountChangeForm
    add_form = AccountCreationForm
    change_password_form = AccountPasswordForm
    list_display = ["email", "first_name", "last_name", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "last_name"]
    ordering = ["email"]
    filter_horizontal: ClassVar[tuple[str, ...]] = ()
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Personne", {"fields": ("first_name", "last_name")}),
        ("Accès", {"fields": ("is_active", "is_staff")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "email",
                    "first_name",
                    "last_name",
                    "usable_password",
                    "password1",
                    "password2",
                ),
            },
        ),
    )

    actions = ["remove_second_factor"]

    @admin.action(description="Retirer le second facteur", permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: Any) -> None:
        """For a telephone that is lost: the person sets up another."""
        for user in queryset.order_by("pk"):
            remove_factor(user, by=as_actor(site_request(request).reader))
        self.message_user(request, "Le second facteur des comptes choisis est retiré.")

    def get_queryset(self, request: HttpRequest) -> Any:
        return User.objects.visible_to(site_request(request).reader)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return site_request(request).reader.is_technician

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        save_account(obj, by=as_actor(site_request(request).reader), reason="administration")

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302:
            by = as_actor(site_request(request).reader)
            note(Event.PASSWORD_CHANGED, int(unquote(id)), by=by)
        return answer


@admin.register(AccessToken)
class AccessTokenAdmin(LedgerAdmin):
    """Tokens: made by a command, closed by the technical administrator."""

    list_display = ["user", "membership", "created", "expiry"]
    list_select_related = ["user", "membership__user", "membership__organisation"]
    fields = ["user", "membership", "created", "expiry"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site_request(request).reader.is_technician

    def delete_model(self, request: HttpRequest, obj: AccessToken) -> None:
        close_token(obj, by=as_actor(site_request(request).reader))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for token in queryset.select_related("membership"):
            self.delete_model(request, token)


@admin.register(JournalEntry)
class JournalAdmin(LedgerAdmin):
    """The journal: of one's body's members for its administrators, of everybody for who runs it."""

    list_display = ["recorded_at", "event", "account", "body", "detail", "author"]
    list_filter = ["event"]
    list_select_related = ["account", "body", "by_user"]
    search_fields = ["account__email", "account__last_name"]
    fields = ["recorded_at", "event", "account", "body", "detail", "author"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).order_by("-recorded_at", "-pk")

    @admin.display(description="par")
    def author(self, row: JournalEntry) -> str:
        return row.author
