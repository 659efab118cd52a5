"""The paper of the opinion box (表单); found when the apps are ready."""

from lianxin.boxes.prints import answers as answers, opening as opening, sheet as sheet
